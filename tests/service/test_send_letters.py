"""Letters leave once for each lease; whatever goes wrong with the mail, it is on record and nobody is asked twice."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.errors import LostRace, MailBusy, MailUncertain
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.request import Request
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.office import Office
from chalicelib.service.open_offer import open_by_token
from chalicelib.service.recall_offer import recall_offer
from chalicelib.service.send_letters import DOUBT, LEASE, send_due_letters, send_letter
from chalicelib.service.stuck_letters import stuck_letters
from tests.builders import SECRETARIAT, a_request, an_expert, clock, engage, mails, memory_office
from tests.service.journeys import LINK, last_token, offered, send_all, states
from tests.service.mail import fail, the_letter


def with_offer() -> tuple[Office, Request]:
    """A request whose offer is approved; only the offer's letter is still in the queue."""
    office = memory_office()
    engage(office, an_expert(), an_expert("見本 二郎", email="jiro@experts.example.jp"))
    request = a_request(office)
    send_all(office)
    offered(office, request, "e01")
    return office, request


def test_a_sent_letter_is_kept_as_it_was_read_but_for_its_secrets() -> None:
    """Neither token nor short code is on record anywhere."""
    office, request = with_offer()
    send_all(office)

    letter, wording = the_letter(office, request), mails(office)[-2][1]
    assert (letter.state, letter.sent_at, letter.attempts) == ("sent", office.now(), 1)
    assert letter.subject == wording.subject
    assert LINK.search(wording.text)
    assert not LINK.search(letter.text)
    assert "＊＊＊＊＊" in letter.text


def test_a_letter_is_sent_once_however_often_the_sweep_runs() -> None:
    """And by the stream besides, whose records may come hours later."""
    office, request = with_offer()
    letter = the_letter(office, request)
    for _ in range(3):
        send_letter(office, request.id, letter.id)
        send_due_letters(office)
        clock(office).move(hours=1)

    assert [tag for _, _, tag in mails(office)].count(letter.id) == 1


@pytest.mark.parametrize(
    ("failure", "state", "wait"),
    [
        (MailBusy("slow down"), "queued", timedelta(seconds=60)),
        (MailUncertain("timeout"), "uncertain", DOUBT),
    ],
    ids=["busy", "uncertain"],
)
def test_a_failure_leaves_the_offer_approved_and_the_letter_in_its_state(
    failure: Exception, state: str, wait: timedelta
) -> None:
    """The offer's clock does not run before its mail has left."""
    office, request = with_offer()
    fail(office, failure)

    send_all(office)

    letter, offer = the_letter(office, request), office.cases.case(request.id).offers[0]
    assert (letter.state, letter.due) == (state, office.now() + wait)
    assert (offer.state, offer.deadline) == ("approved", None)


def test_a_busy_mail_service_is_asked_again_later_and_later() -> None:
    """Each refusal doubles the wait."""
    office, request = with_offer()
    fail(office, *(MailBusy("slow down") for _ in range(3)))
    waits = []
    for _ in range(3):
        send_all(office)
        due = the_letter(office, request).due
        waits.append((due - office.now()).seconds)
        clock(office).moment = due

    send_all(office)

    assert waits == [60, 120, 240]
    assert states(office, request)[1] == [("e01", "sent")]


def test_an_uncertain_letter_is_repeated_with_a_word_about_it() -> None:
    """After a quarter of an hour and not before, with a link of its own; the clock runs from the second mail."""
    office, request = with_offer()
    fail(office, MailUncertain("timeout"))
    send_all(office)
    clock(office).move(minutes=14, seconds=59)
    send_all(office)
    assert the_letter(office, request).state == "uncertain"
    clock(office).move(seconds=1)

    send_all(office)

    letter = the_letter(office, request)
    (words,) = (wording.text for _, wording, tag in mails(office) if tag == letter.id)
    assert "同じお知らせを2通お送りしている場合があります" in words
    assert (letter.state, letter.attempts, letter.facts["repeated"]) == ("sent", 2, True)
    assert office.cases.case(request.id).offers[0].sent_at == office.now()


def test_an_uncertain_offer_that_was_answered_is_not_mailed_again() -> None:
    """The first mail had arrived after all."""
    office, request = with_offer()
    mailer: Any = office.mailer()
    send: Callable[..., str] = mailer.send

    def arrived_in_silence(*mail: Any) -> str:
        send(*mail)
        mailer.send = send
        raise MailUncertain("answer lost")

    mailer.send = arrived_in_silence
    send_all(office)
    accept_offer(office, open_by_token(office, last_token(office)))
    clock(office).moment += DOUBT
    send_all(office)

    assert the_letter(office, request).state == "dropped"
    assert len(LINK.findall("".join(wording.text for _, wording, _ in mails(office)))) == 1


def test_a_lease_that_ran_out_becomes_uncertain_and_is_repeated() -> None:
    """The sender died between leasing and sending: nobody knows, so it is sent again after the doubt."""
    office, request = with_offer()
    letter = the_letter(office, request)
    leased = advance(letter, "lease", due=office.now() + LEASE, attempts=1)
    office.letters.step(letter, leased)
    send_all(office)
    assert the_letter(office, request).state == "sending"

    clock(office).moment += LEASE
    send_due_letters(office)
    assert the_letter(office, request).state == "uncertain"
    clock(office).moment += DOUBT
    send_all(office)

    assert (the_letter(office, request).state, the_letter(office, request).attempts) == ("sent", 2)


def test_two_senders_of_one_letter_send_one_mail() -> None:
    """The second finds that the lease is taken."""
    office, request = with_offer()
    letter = the_letter(office, request)
    office.letters.step(letter, advance(letter, "lease", due=office.now() + LEASE, attempts=1))

    with pytest.raises(LostRace):
        office.letters.step(letter, advance(letter, "lease", due=office.now() + LEASE, attempts=1))
    send_letter(office, request.id, letter.id)

    assert letter.id not in [tag for _, _, tag in mails(office)]


def test_an_offer_recalled_while_its_mail_was_leaving_stays_recalled() -> None:
    """The letter is on record as sent, and the expert hears of the recall as well."""
    office, request = with_offer()
    mailer: Any = office.mailer()
    send: Callable[..., str] = mailer.send

    def recalled_meanwhile(*mail: Any) -> str:
        mailer.send = send
        recall_offer(office, SECRETARIAT, request.id, f"{request.id}.01", reason="変更")
        return send(*mail)

    mailer.send = recalled_meanwhile
    send_all(office)

    assert (the_letter(office, request).state, the_letter(office, request, "offer_recalled").state) == ("sent", "sent")
    assert states(office, request)[1][0] == ("e01", "recalled")
    assert "offer_sent" not in [letter.notice for letter in office.letters.about(request.id)]


def test_one_letter_that_fails_does_not_hold_up_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its failure is raised when all have had their turn."""
    office = memory_office()
    a_request(office)
    wording = office.stationery.wording

    def broken(notice: str, facts: Any) -> Any:
        if notice == "request_received":
            raise RuntimeError("broken")
        return wording(notice, facts)

    monkeypatch.setattr(office.stationery, "wording", broken)
    with pytest.raises(ExceptionGroup, match="letters"):
        send_due_letters(office)

    assert sorted(to.partition("@")[0] for to, _, _ in mails(office)) == ["centre", "secretariat"]


def test_a_letter_nobody_knows_of_is_given_up_after_three_copies() -> None:
    """The expert must not be sent copies for ever; the secretariat telephones instead."""
    office, request = with_offer()
    fail(office, *(MailUncertain("timeout") for _ in range(9)))
    for _ in range(9):
        send_all(office)
        clock(office).moment += DOUBT
    office.mailer().failures.clear()  # type: ignore[attr-defined]
    send_all(office)

    letter = the_letter(office, request)
    assert (letter.state, letter.trouble, letter.attempts) == ("bounced", "unsure", 1 + 3)
    assert office.cases.case(request.id).offers[0].undelivered


def test_no_more_mails_leave_in_a_second_than_the_account_may_send() -> None:
    """Whoever sends them, the stream's sender or the sweep's: they share one count."""
    office = memory_office()
    for _ in range(3):
        a_request(office)
    office.mailer().mails_a_second = 2  # type: ignore[attr-defined]
    seconds: Counter[float] = Counter()
    mailer: Any = office.mailer()
    send = mailer.send

    def counted(*mail: Any) -> str:
        seconds[office.now().timestamp() // 1] += 1
        return str(send(*mail))

    mailer.send = counted
    for letter in office.letters.due(office.now(), limit=5):
        send_letter(replace(office), letter.about, letter.id)
    send_all(office)

    assert max(seconds.values()) == 2
    assert sum(seconds.values()) == 9


def test_a_letter_for_which_there_is_no_room_waits_in_the_queue() -> None:
    """It is no attempt, and the next sweep takes it."""
    office, request = with_offer()
    clock(office).wait = lambda seconds: None  # type: ignore[method-assign]
    office.mailer().mails_a_second = 0  # type: ignore[attr-defined]
    send_due_letters(office)
    assert (the_letter(office, request).state, the_letter(office, request).attempts) == ("queued", 0)

    office.mailer().mails_a_second = 100  # type: ignore[attr-defined]
    send_due_letters(office)

    assert the_letter(office, request).state == "sent"


def test_letters_that_always_fail_do_not_starve_the_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    """More of them than a sweep takes on: each steps back, so that the next sweep reaches the others."""
    office = memory_office()
    for _ in range(3):
        a_request(office)
    wording = office.stationery.wording

    def broken(notice: str, facts: Any) -> Any:
        if notice == "request_received":
            raise RuntimeError("broken")
        return wording(notice, facts)

    monkeypatch.setattr(office.stationery, "wording", broken)
    for _ in range(9):
        with suppress(ExceptionGroup):
            send_due_letters(office, limit=1)

    assert len(mails(office)) == 6


def test_a_letter_that_waits_for_an_hour_is_stuck() -> None:
    """Whatever its state: the mail service may be out of order for long."""
    office, request = with_offer()
    fail(office, *(MailBusy("slow down") for _ in range(9)))
    send_all(office)
    assert not stuck_letters(office)

    clock(office).move(minutes=60)

    assert [letter.id for letter in stuck_letters(office)] == [the_letter(office, request).id]
