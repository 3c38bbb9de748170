"""Reminders and expiry: what time alone brings about, however often or late the schedule runs."""

from collections.abc import Callable
from datetime import datetime

import pytest

from chalicelib.domain.expert import MonthBook
from chalicelib.domain.offer import Offer
from chalicelib.domain.request import Request
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.keep_deadlines import keep_deadlines
from chalicelib.service.office import Office
from chalicelib.service.open_offer import open_by_token
from tests.builders import a_request, an_expert, clock, engage, mails, memory_office
from tests.service.journeys import last_token, opened_by_link, send_all, states, telling


def waiting() -> tuple[Office, Request]:
    """A request whose first offer waits for its answer until Friday 27 November, 17:15."""
    office = memory_office()
    engage(office, an_expert(), an_expert("見本 二郎", email="jiro@experts.example.jp"))
    request = a_request(office)
    opened_by_link(office, request, "e01")
    return office, request


def move_to(office: Office, day: int, hour: int, minute: int = 0, second: int = 0) -> None:
    """Move the clock within November, by UTC."""
    clock(office).moment = datetime(2026, 11, day, hour, minute, second, tzinfo=clock(office).moment.tzinfo)


def test_nothing_happens_before_the_reminder() -> None:
    """Thursday, a minute before nine in Japan."""
    office, request = waiting()
    move_to(office, 25, 23, 59)

    with telling(office, request.id) as told:
        assert keep_deadlines(office) == 0

    assert told == []


def test_the_expert_is_reminded_once_on_the_working_day_before() -> None:
    """At nine in Japan, however often the schedule runs; the letter carries a link that opens the same offer."""
    office, request = waiting()
    before = last_token(office)
    move_to(office, 26, 0)

    with telling(office, request.id) as told:
        keep_deadlines(office)
        keep_deadlines(office)
        send_all(office)

    assert told == [("offer_reminder", "ichiro")]
    assert last_token(office) != before
    assert open_by_token(office, before).offer == open_by_token(office, last_token(office)).offer
    assert mails(office)[-1][0] == "ichiro@experts.example.jp"


def test_at_the_deadline_the_offer_still_stands() -> None:
    """17:15 is in time."""
    office, request = waiting()
    move_to(office, 27, 8, 15)

    keep_deadlines(office)

    assert states(office, request)[1][0] == ("e01", "sent")


def test_a_second_later_it_expires_and_the_next_is_proposed() -> None:
    """The offices hear of it; nobody is asked by itself, and a second run changes nothing."""
    office, request = waiting()
    move_to(office, 27, 8, 15, 1)

    with telling(office, request.id) as told:
        keep_deadlines(office)
        keep_deadlines(office)

    assert told == [("deadline_passed", "centre"), ("deadline_passed", "secretariat")]
    assert states(office, request) == ("offering", [("e01", "expired"), ("e02", "proposed")])


def test_a_schedule_that_slept_over_the_reminder_only_expires() -> None:
    """Nobody is reminded of what is over."""
    office, request = waiting()
    clock(office).move(days=30)

    with telling(office, request.id) as told:
        keep_deadlines(office)

    assert {notice for notice, _ in told} == {"deadline_passed"}


def test_of_two_live_offers_the_one_that_is_late_expires() -> None:
    """The other, sent a day later, goes on; the free place has its candidate."""
    office = memory_office()
    engage(office, an_expert(), an_expert("見本 二郎"), an_expert("見本 三郎"))
    request = a_request(office, places=2)
    opened_by_link(office, request, "e01")
    clock(office).move(days=1)
    opened_by_link(office, request, "e02")
    move_to(office, 27, 8, 16)

    keep_deadlines(office)

    assert states(office, request) == ("offering", [("e01", "expired"), ("e02", "sent"), ("e03", "proposed")])


def test_an_answered_offer_is_left_alone() -> None:
    """Neither reminded of nor expired."""
    office, request = waiting()
    accept_offer(office, open_by_token(office, last_token(office)))
    clock(office).move(days=30)

    with telling(office, request.id) as told:
        assert keep_deadlines(office) == 0

    assert told == []


def test_a_reminder_is_not_mailed_once_the_offer_is_answered() -> None:
    """The answer came between the reminder's queueing and its sending."""
    office, request = waiting()
    token = last_token(office)
    move_to(office, 26, 0)
    keep_deadlines(office)
    accept_offer(office, open_by_token(office, token))

    send_all(office)

    reminder = next(letter for letter in office.letters.about(request.id) if letter.notice == "offer_reminder")
    assert reminder.state == "dropped"


def test_one_offer_that_fails_does_not_hold_up_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its failure is raised when all have had their turn."""
    office = memory_office()
    engage(office, an_expert())
    requests = [a_request(office, months={"2026-12": 1}) for _ in range(2)]
    for request in requests:
        opened_by_link(office, request, "e01")
    clock(office).move(days=30)
    case: Callable[[str], object] = office.cases.case

    def broken(request_id: str) -> object:
        if request_id == requests[0].id:
            raise RuntimeError("broken")
        return case(request_id)

    monkeypatch.setattr(office.cases, "case", broken)
    with pytest.raises(ExceptionGroup, match="deadlines"):
        keep_deadlines(office)

    monkeypatch.undo()
    found: list[Offer] = [office.cases.case(request.id).offers[0] for request in requests]
    assert [offer.state for offer in found] == ["sent", "expired"]


def test_a_whole_page_that_fails_does_not_hold_up_what_lies_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty offers have come due; the first twenty-six, more than any store answers at once, cannot be kept."""
    office = memory_office()
    engage(office, *(an_expert(months={"2026-12": MonthBook(40)}) for _ in range(2)))
    requests = [a_request(office, months={"2026-12": 1}) for _ in range(30)]
    for request in requests:
        opened_by_link(office, request, "e01")
    clock(office).move(days=30)
    broken, case = {request.id for request in requests[:26]}, office.cases.case

    def read(request_id: str) -> object:
        if request_id in broken:
            raise RuntimeError("broken")
        return case(request_id)

    monkeypatch.setattr(office.cases, "case", read)
    with pytest.raises(ExceptionGroup) as failed:
        keep_deadlines(office)

    monkeypatch.undo()
    assert len(failed.value.exceptions) == 26
    assert [office.cases.case(request.id).offers[0].state for request in requests] == 26 * ["sent"] + 4 * ["expired"]


@pytest.mark.parametrize(("day", "hour", "notices"), [(26, 0, {"offer_reminder"}), (27, 9, {"deadline_passed"})])
def test_an_index_that_is_behind_brings_nothing_twice(
    monkeypatch: pytest.MonkeyPatch, day: int, hour: int, notices: set[str]
) -> None:
    """It still names what the run before has done, or a run beside this one is doing."""
    office, request = waiting()
    move_to(office, day, hour)
    monkeypatch.setattr(office.cases, "due_offers", lambda now: iter([f"{request.id}.01"] * 3))

    with telling(office, request.id) as told:
        keep_deadlines(office)

    assert {notice for notice, _ in told} == notices
    assert len(told) == len(set(told))
