"""What the mail service says of a letter counts alike, however late, often and disordered it is heard."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.case import Change
from chalicelib.domain.delivery import Delivery, Outcome
from chalicelib.domain.errors import MailRefused, MailUncertain, Unavailable
from chalicelib.domain.letter import Letter
from chalicelib.domain.request import Request
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.office import Office
from chalicelib.service.open_offer import open_by_token
from chalicelib.service.record_delivery import record_delivery
from tests.builders import OZU, a_request, an_expert, clock, engage, mails, memory_office
from tests.invariants import check_everything, listed_cases
from tests.service.journeys import last_token, offered, opened_by_link, send_all, states, telling
from tests.service.mail import bounced, fail, the_letter, word

DELIVERED, DELAYED, BOUNCED, COMPLAINED = Outcome
TOLD = [("mail_bounced", "centre"), ("mail_bounced", "secretariat")]


def asked() -> tuple[Office, Request, Letter]:
    """A request whose offer was mailed a moment ago."""
    office = memory_office()
    engage(office, an_expert(), an_expert("見本 二郎", email="jiro@experts.example.jp"))
    request = a_request(office)
    opened_by_link(office, request, "e01")
    return office, request, the_letter(office, request)


def heard(office: Office, letter: Letter, *words: tuple[Outcome, float]) -> Letter:
    """The letter after the mail service has said this of it, each with its second."""
    for outcome, after in words:
        record_delivery(office, word(office, letter, outcome, after=after))
    return office.letters.letter(letter.about, letter.id)


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ([(DELIVERED, 1)], "delivered"),
        ([(DELAYED, 1)], "soft_bounced"),
        ([(DELAYED, 1), (DELIVERED, 2)], "delivered"),
        ([(DELIVERED, 1), (DELAYED, 2)], "delivered"),
        ([(DELIVERED, 1), (BOUNCED, 2)], "bounced"),
        ([(BOUNCED, 1), (DELIVERED, 2)], "delivered"),
        ([(DELAYED, 1), (BOUNCED, 2)], "bounced"),
        ([(DELIVERED, 1), (COMPLAINED, 2)], "complained"),
        ([(COMPLAINED, 1), (DELIVERED, 2)], "complained"),
        ([(DELIVERED, 1), (BOUNCED, 2), (DELIVERED, 3)], "delivered"),
        ([(DELIVERED, 1), (BOUNCED, 1)], "bounced"),
    ],
)
def test_the_state_follows_from_what_was_said_in_whatever_order_it_is_heard(
    words: list[tuple[Outcome, float]], state: str
) -> None:
    """And heard twice."""
    for order in permutations(words):
        office, _, letter = asked()
        assert heard(office, letter, *order, *order).state == state


def test_the_same_word_twice_changes_nothing() -> None:
    """Nobody is told again, and the record does not grow."""
    office, request, letter = asked()
    heard(office, letter, (BOUNCED, 1))

    before = office.cases.case(request.id), office.letters.about(request.id)
    assert not record_delivery(office, word(office, letter, BOUNCED))
    assert (office.cases.case(request.id), office.letters.about(request.id)) == before


def test_a_word_about_a_letter_nobody_knows_is_passed_over() -> None:
    """Nor does one count for a letter that was never given to the mail service."""
    office, request, letter = asked()
    untried = replace(letter, state="queued", attempts=0)

    assert not record_delivery(office, Delivery(request.id, "l-unknown", DELIVERED, office.now()))
    assert not word(office, untried, DELIVERED).is_news_of(untried)


def test_an_offer_that_bounces_comes_back_to_the_secretariat_without_a_clock() -> None:
    """It still holds its place; whoever must telephone is told, and the list says so."""
    office, request, letter = asked()

    with telling(office, request.id) as told:
        bounced(office, letter)

    (offer,) = office.cases.case(request.id).offers
    (row,) = office.cases.rows(office.profile.prefecture.code).rows
    assert (offer.state, offer.undelivered, offer.deadline, offer.due) == ("approved", True, None, None)
    assert (row.undelivered, row.answer_by) == (1, None)
    assert told == TOLD
    assert office.cases.events(request.id)[-1].what == "offer:undelivered"
    send_all(office)
    assert [wording.text.count("090-0000-0001") for _, wording, _ in mails(office)[-2:]] == [1, 1]
    clock(office).move(days=30)
    assert not list(office.cases.due_offers(office.now()))


def test_a_bounce_that_cannot_be_put_on_record_whole_is_not_on_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mail service says it again, and the offer comes back as if it had been heard at once."""
    office, request, letter = asked()
    said = word(office, letter, BOUNCED)

    def silent(change: Change) -> None:
        raise Unavailable("silent")

    with monkeypatch.context() as silence:
        silence.setattr(office.cases, "commit", silent)
        with pytest.raises(Unavailable):
            record_delivery(office, said)
    assert the_letter(office, request).state == "sent"
    assert record_delivery(office, said)

    assert office.cases.case(request.id).offers[0].undelivered


def test_an_offer_that_arrives_after_all_runs_on_with_the_deadline_of_its_letter() -> None:
    """As if it had never come back."""
    office, request, letter = asked()
    (before,) = office.cases.case(request.id).offers

    heard(office, letter, (BOUNCED, 1), (DELIVERED, 2))

    (offer,) = office.cases.case(request.id).offers
    assert offer == before


def test_an_offer_that_arrives_when_its_deadline_is_over_stays_with_the_secretariat() -> None:
    """It cannot be answered by its letter any more."""
    office, request, letter = asked()
    bounced(office, letter)
    clock(office).move(days=10)

    assert heard(office, letter, (DELIVERED, 1)).state == "delivered"
    assert office.cases.case(request.id).offers[0].undelivered


def test_an_offer_whose_mail_is_refused_comes_back_at_once() -> None:
    """Nobody waits for an answer to a mail that never left."""
    office = memory_office()
    engage(office, an_expert())
    request = a_request(office)
    send_all(office)
    offered(office, request, "e01")
    fail(office, MailRefused("no such domain"))

    send_all(office)

    letter = the_letter(office, request)
    assert (letter.state, letter.trouble) == ("bounced", "refused")
    assert office.cases.case(request.id).offers[0].undelivered
    assert {"centre@ehime.example.jp", "secretariat@ehime.example.jp"} <= {to for to, _, _ in mails(office)[-2:]}


def test_who_got_the_mail_all_the_same_can_still_answer() -> None:
    """The link in it opens; the answer proves that it arrived."""
    office, request, letter = asked()
    bounced(office, letter)

    accept_offer(office, open_by_token(office, last_token(office)))

    assert states(office, request) == ("engaged", [("e01", "accepted")])


def test_an_answered_offer_does_not_come_back() -> None:
    """A copy that bounces late concerns nobody's clock."""
    office, request, letter = asked()
    accept_offer(office, open_by_token(office, last_token(office)))

    heard(office, letter, (BOUNCED, 1))

    assert states(office, request) == ("engaged", [("e01", "accepted")])


def test_an_uncertain_letter_is_settled_by_the_word_that_names_it() -> None:
    """Its offer's clock runs from when it was given away, and no second copy is sent."""
    office = memory_office()
    engage(office, an_expert())
    request = a_request(office)
    send_all(office)
    offered(office, request, "e01")
    fail(office, MailUncertain("timeout"))
    send_all(office)
    given_away = office.now()

    clock(office).move(minutes=5)
    heard(office, the_letter(office, request), (DELIVERED, 1))
    clock(office).move(minutes=30)
    send_all(office)

    offer = office.cases.case(request.id).offers[0]
    assert (offer.state, offer.sent_at) == ("sent", given_away)
    assert (the_letter(office, request).state, the_letter(office, request).attempts) == ("delivered", 1)


def test_a_word_that_overtakes_its_sender_stays() -> None:
    """The mail service can say "delivered" before the sender has noted that it took the mail."""
    office = memory_office()
    engage(office, an_expert())
    request = a_request(office)
    send_all(office)
    offered(office, request, "e01")
    mailer: Any = office.mailer()
    send = mailer.send

    def overtaken(letter: Letter, *mail: Any) -> str:
        mailer.send = send
        heard(office, letter, (DELIVERED, 0))
        return str(send(letter, *mail))

    mailer.send = overtaken
    with telling(office, request.id) as told:
        send_all(office)

    assert the_letter(office, request).state == "delivered"
    assert states(office, request)[1] == [("e01", "sent")]
    assert told == [("offer_sent", "hanako")]


def test_any_other_letter_that_bounces_is_told_once() -> None:
    """Although it arrives and bounces again."""
    office, request, _ = asked()
    letter = the_letter(office, request, "request_received")

    with telling(office, request.id) as told:
        heard(office, letter, (BOUNCED, 1), (DELIVERED, 2), (BOUNCED, 3))

    assert told == TOLD
    assert the_letter(office, request, "request_received").state == "bounced"


def test_a_letter_to_the_secretariat_is_not_told_by_another_letter() -> None:
    """It would not arrive either, and bring the next one."""
    office, request, _ = asked()
    letter = next(letter for letter in office.letters.about(request.id) if letter.notice == "new_request")

    with telling(office, request.id) as told:
        heard(office, letter, (BOUNCED, 1))

    assert told == []


def test_nothing_more_is_sent_to_an_address_that_bounced() -> None:
    """The letter does not leave, and the secretariat is told what it was."""
    office, _, letter = asked()
    bounced(office, letter)
    send_all(office)
    other = a_request(office, of=OZU)
    offered(office, other, "e01")
    sent = len(mails(office))

    send_all(office)

    assert (the_letter(office, other).state, the_letter(office, other).trouble) == ("bounced", "suppressed")
    assert letter.to not in [to for to, _, _ in mails(office)[sent:]]
    assert [notice for notice in notices(office, other) if notice == "mail_bounced"] == ["mail_bounced"] * 2


def test_an_address_that_bounced_is_left_alone_for_thirty_days() -> None:
    """Then a mended mailbox is found again."""
    office, _, letter = asked()
    bounced(office, letter)

    for days, barred in ((29, True), (30, False)):
        assert office.addresses.barred(letter.to, office.now() + timedelta(days=days)) is barred


def notices(office: Office, request: Request) -> list[str]:
    """The notices of a request's letters."""
    return [letter.notice for letter in office.letters.about(request.id)]


def test_an_address_that_takes_mail_again_gets_mail_again() -> None:
    """A delivery after the bounce says so."""
    office, _, letter = asked()
    heard(office, letter, (BOUNCED, 1), (DELIVERED, 2))

    assert not office.addresses.barred(letter.to, office.now())


def test_a_complaint_leaves_the_offer_with_its_expert() -> None:
    """The mail has been read; no further one is sent, and the secretariat is told."""
    office, request, letter = asked()

    with telling(office, request.id) as told:
        heard(office, letter, (COMPLAINED, 1))

    assert states(office, request)[1] == [("e01", "sent")]
    assert told == TOLD
    assert office.addresses.barred(letter.to.upper(), office.now())


words = st.tuples(st.sampled_from(list(Outcome)), st.integers(1, 4))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(said=st.lists(words, min_size=1, max_size=4), data=st.data(), crash=st.integers(0, 3))
def test_however_words_crashes_and_sweeps_mix_the_end_is_the_same(
    said: list[tuple[Outcome, int]], data: st.DataObject, crash: int
) -> None:
    """A letter whose sender died, heard of in two orders with repetitions, a sweep between any two words."""
    ends = []
    for _ in range(2):
        office, request = memory_office(), None
        engage(office, an_expert())
        request = a_request(office)
        send_all(office)
        offered(office, request, "e01")
        fail(office, *(MailUncertain("timeout") for _ in range(crash)))
        send_all(office)
        letter = the_letter(office, request)
        base = office.now()
        for outcome, after in data.draw(st.permutations(said + said[:2])):
            record_delivery(office, replace(word(office, letter, outcome), at=base + timedelta(seconds=after)))
            clock(office).move(minutes=20)
            send_all(office)
            check_everything(office, listed_cases(office))
        last = the_letter(office, request)
        (offer,) = office.cases.case(request.id).offers
        ends.append((last.state, last.told_at and last.told_at - base, offer.state, offer.undelivered))
    assert ends[0] == ends[1]
    assert ends[0][3] == (ends[0][0] == "bounced")
