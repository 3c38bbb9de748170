"""The figures of the service's work, each taken where its fact happens, and lines that follow a deed to its mail."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import count

import pytest

from chalicelib.adapters.memory import MemoryLogbook
from chalicelib.domain.case import Change
from chalicelib.domain.delivery import Outcome
from chalicelib.domain.errors import AnswerTooLate, LostRace, MailBusy, MailRefused, MailUncertain
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.counter_offer import counter_offer
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.figures import Figure
from chalicelib.service.keep_deadlines import keep_deadlines
from chalicelib.service.note_answer import note_answer
from chalicelib.service.office import Office
from chalicelib.service.open_offer import OpenedOffer
from chalicelib.service.record_delivery import record_delivery
from chalicelib.service.reply_to_request import reply_to_request
from chalicelib.service.send_again import send_again
from chalicelib.service.send_letters import LEASE, send_due_letters
from chalicelib.service.stuck_letters import count_stuck
from chalicelib.service.submit_request import submit_request
from chalicelib.service.take_request import take_request
from tests.builders import CLERK, SECRETARIAT, UCHIKO, a_request, an_expert, clock, content, engage, memory_office
from tests.service.journeys import offered, opened_by_link, send_all
from tests.service.mail import bounced, fail, the_letter, word


@pytest.fixture
def office() -> Office:
    """An office with two experts."""
    office = memory_office()
    engage(office, an_expert(), an_expert("手本 二郎", email="jiro@experts.example.jp"))
    return office


def logbook(office: Office) -> MemoryLogbook:
    """The office's, to be read."""
    assert isinstance(office.logbook, MemoryLogbook)
    return office.logbook


def taken(office: Office, *figures: Figure) -> list[tuple[str, float]]:
    """The values of some figures, in the order they were taken."""
    return [entry for entry in logbook(office).figures if entry[0] in figures]


ANSWERS = (Figure.OFFERS_ACCEPTED, Figure.OFFERS_DECLINED, Figure.OFFERS_COUNTERED, Figure.OFFERS_EXPIRED)


def test_a_request_counts_once_though_it_comes_again(office: Office) -> None:
    """What was returned for clarification is the same request."""
    request = take_request(office, SECRETARIAT, a_request(office).id)
    reply_to_request(office, SECRETARIAT, request.id, reply="return", remark="電話で伺いました")
    submit_request(office, CLERK, request.id, content=content(), municipalities=(UCHIKO,))

    assert taken(office, Figure.REQUESTS_SUBMITTED) == [(Figure.REQUESTS_SUBMITTED, 1)]


def test_a_town_waits_until_the_first_offer_leaves(office: Office) -> None:
    """In days from its submission, anew when the mail came back; the next expert's offer is no first one."""
    request = a_request(office)
    clock(office).move(hours=36)
    opened = opened_by_link(office, request, "e01")
    bounced(office, the_letter(office, request))
    clock(office).move(hours=12)
    send_again(office, SECRETARIAT, request.id, opened.offer.id, email="new@experts.example.jp")
    send_all(office)
    note_answer(office, SECRETARIAT, request.id, opened.offer.id, answer="decline", note="")
    clock(office).move(days=2)
    opened_by_link(office, request, "e02")

    assert taken(office, Figure.DAYS_TO_FIRST_OFFER) == [(Figure.DAYS_TO_FIRST_OFFER, days) for days in (1.5, 2.0)]


def test_an_answer_is_counted_by_what_it_says_and_measured_from_when_its_offer_left(office: Office) -> None:
    """Yes, no, and yes with conditions."""
    for answer in (accept_offer, decline_offer):
        opened = opened_by_link(office, a_request(office), "e01")
        clock(office).move(hours=12)
        answer(office, opened)
    opened = opened_by_link(office, a_request(office), "e02")
    counter_offer(office, opened, months={"2026-12": 1}, note="この回数なら")

    assert taken(office, *ANSWERS, Figure.DAYS_TO_ANSWER) == [
        (Figure.OFFERS_ACCEPTED, 1),
        (Figure.DAYS_TO_ANSWER, 0.5),
        (Figure.OFFERS_DECLINED, 1),
        (Figure.DAYS_TO_ANSWER, 0.5),
        (Figure.OFFERS_COUNTERED, 1),
        (Figure.DAYS_TO_ANSWER, 0.0),
    ]


def test_an_answer_that_came_too_late_is_no_answer(office: Office) -> None:
    """The offer has expired, and that is what is counted."""
    opened = opened_by_link(office, a_request(office), "e01")
    clock(office).move(days=14)
    keep_deadlines(office)
    keep_deadlines(office)
    with pytest.raises(AnswerTooLate):
        accept_offer(office, opened)

    assert taken(office, *ANSWERS, Figure.DAYS_TO_ANSWER) == [(Figure.OFFERS_EXPIRED, 1)]


def submitting(office: Office) -> Callable[[], object]:
    """A town asks."""
    return lambda: a_request(office)


def answering(answer: Callable[[Office, OpenedOffer], object]) -> Callable[[Office], Callable[[], object]]:
    """An expert answers."""

    def prepared(office: Office) -> Callable[[], object]:
        opened = opened_by_link(office, a_request(office), "e01")
        return lambda: answer(office, opened)

    return prepared


def expiring(office: Office) -> Callable[[], object]:
    """Nobody answers."""
    opened_by_link(office, a_request(office), "e01")
    clock(office).move(days=14)
    return lambda: keep_deadlines(office)


def sending(office: Office) -> Callable[[], object]:
    """An offer leaves."""
    offered(office, a_request(office), "e01")
    return lambda: send_all(office)


@pytest.mark.parametrize(
    ("prepare", "figure"),
    [
        (submitting, Figure.REQUESTS_SUBMITTED),
        (answering(accept_offer), Figure.OFFERS_ACCEPTED),
        (answering(decline_offer), Figure.OFFERS_DECLINED),
        (answering(partial(counter_offer, months={"2026-12": 1}, note="")), Figure.OFFERS_COUNTERED),
        (expiring, Figure.OFFERS_EXPIRED),
        (sending, Figure.DAYS_TO_FIRST_OFFER),
    ],
)
def test_what_is_decided_anew_after_a_race_counts_once(
    office: Office, monkeypatch: pytest.MonkeyPatch, prepare: Callable[[Office], Callable[[], object]], figure: Figure
) -> None:
    """A figure is taken when its change is made, not when it is tried."""
    act, commit, changes = prepare(office), office.cases.commit, count(1)

    def raced(change: Change) -> None:
        if next(changes) == 1:
            raise LostRace(change.request.id)
        commit(change)

    monkeypatch.setattr(office.cases, "commit", raced)
    act()

    assert len(taken(office, figure)) == 1


@pytest.mark.parametrize(
    ("failure", "step", "counted"),
    [
        (MailUncertain("ReadTimeoutError"), "uncertain", [Figure.LETTERS_UNCERTAIN]),
        (MailBusy("ThrottlingException"), "put off", [Figure.MAILS_PUT_OFF]),
        (MailRefused("MessageRejected"), "refused", []),
    ],
)
def test_a_mail_that_does_not_leave_is_told_with_its_reason(
    office: Office, failure: Exception, step: str, counted: list[Figure]
) -> None:
    """By the mail service's word for it."""
    request = a_request(office)
    fail(office, failure)
    send_due_letters(office)

    ((reference, _, letter, why),) = [line for line in logbook(office).lines if line[1] == step]
    assert (reference, letter.about, why) == ("", request.id, str(failure))
    assert taken(office, Figure.LETTERS_UNCERTAIN, Figure.MAILS_PUT_OFF) == [(figure, 1) for figure in counted]


def test_a_letter_whose_sender_died_is_uncertain(office: Office) -> None:
    """The sweep finds it, and says so."""
    a_request(office)
    fail(office, KeyboardInterrupt())  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        send_due_letters(office)
    clock(office).moment += LEASE + timedelta(seconds=1)
    send_due_letters(office)

    assert taken(office, Figure.LETTERS_UNCERTAIN) == [(Figure.LETTERS_UNCERTAIN, 1)]


def test_bad_ends_and_stuck_letters_are_counted_for_the_alarms(office: Office) -> None:
    """What was heard before counts once; what the bounce brought about still waits for two of the prefecture."""
    request = a_request(office)
    send_all(office)
    town = the_letter(office, request, "request_received")
    prefecture = next(letter for letter in office.letters.about(request.id) if letter.notice == "new_request")
    for letter, outcome in ((town, Outcome.BOUNCED), (town, Outcome.BOUNCED), (prefecture, Outcome.COMPLAINED)):
        record_delivery(office, word(office, letter, outcome))
    clock(office).move(hours=2)

    count_stuck(office)

    assert taken(office, Figure.LETTERS_BOUNCED, Figure.LETTERS_COMPLAINED, Figure.LETTERS_STUCK) == [
        (Figure.LETTERS_BOUNCED, 1),
        (Figure.LETTERS_COMPLAINED, 1),
        (Figure.LETTERS_STUCK, 2),
    ]


def test_one_id_follows_a_deed_to_every_mail_it_causes(office: Office) -> None:
    """From the approval to the offer's mail, to the town's mail that the sending brings about, and to its delivery."""
    request = a_request(office)
    send_all(office)
    with office.logbook.following("the-approval"):
        offered(office, request, "e01")
    with office.logbook.following("a-tick-of-the-clock"):
        send_all(office)
    with office.logbook.following("the-mail-service"):
        record_delivery(office, word(office, the_letter(office, request), Outcome.DELIVERED))

    lines = [line for line in logbook(office).lines if line[0] == "the-approval"]
    told = [(step, letter.notice) for _, step, letter, _ in lines]
    assert told == [("sent", "offer"), ("sent", "offer_sent"), ("delivered", "offer")]
    assert logbook(office).reference() == ""
