"""A support ends: its assignments are done, everybody concerned hears of it, and the report is due."""

from datetime import UTC, date, datetime

import pytest

from chalicelib.domain.errors import IllegalMove, InvalidContent, NotFound
from chalicelib.domain.expert import MonthBook
from chalicelib.domain.identity import Actor
from chalicelib.domain.request import Request
from chalicelib.service.complete_support import complete_support
from chalicelib.service.office import Office
from chalicelib.service.record_session import correct_session
from tests.builders import (
    CENTRE,
    CLERK,
    NEIGHBOUR,
    SECRETARIAT,
    a_request,
    an_account,
    an_expert,
    clock,
    engage,
    memory_office,
)
from tests.service.journeys import engaged, recorded, refused, states, telling


@pytest.fixture
def office() -> Office:
    """One expert."""
    office = memory_office()
    engage(office, an_expert())
    return office


@pytest.fixture
def request_(office: Office) -> Request:
    """Accepted on 24 November; now it is Tuesday 15 December."""
    request = engaged(office)
    clock(office).move(days=21)
    return request


@pytest.mark.parametrize("actor", [CLERK, SECRETARIAT, CENTRE], ids=lambda actor: actor.id)
def test_the_town_or_the_prefecture_says_that_it_is_over(office: Office, request_: Request, actor: Actor) -> None:
    """The request is completed, its offers and assignments are done, and both sides are told."""
    with telling(office, request_.id) as told:
        complete_support(office, actor, request_.id, last_session=date(2026, 12, 14))

    assert states(office, request_) == ("completed", [("e01", "done")])
    assert [found.state for found in office.cases.assignments("e01").rows] == ["done"]
    assert told == [("report_due", "hanako"), ("support_ended", "ichiro")]
    event = office.cases.events(request_.id)[-1]
    assert (event.what, event.who, event.facts["last_session"]) == ("request:completed", actor.id, "2026-12-14")


def test_what_was_promised_stays_booked(office: Office, request_: Request) -> None:
    """The half-days were kept free for this town; its caps count them, too."""
    complete_support(office, CLERK, request_.id, last_session=date(2026, 12, 14))

    assert office.experts.expert("e01").months["2026-12"] == MonthBook(8, 2)


def test_the_report_is_due_a_week_after_the_last_session(office: Office, request_: Request) -> None:
    """Monday 14 December and a week is Monday 21; it is asked for that morning."""
    completed = complete_support(office, CLERK, request_.id, last_session=date(2026, 12, 14))

    assert completed.report_due == date(2026, 12, 21)
    assert completed.chase_at == datetime(2026, 12, 21, 0, tzinfo=UTC)


def test_whoever_says_so_late_has_a_working_day_left(office: Office, request_: Request) -> None:
    """The last session was two weeks ago: the report is due tomorrow, not in the past."""
    completed = complete_support(office, CLERK, request_.id, last_session=date(2026, 12, 1))

    assert completed.report_due == date(2026, 12, 16)


@pytest.mark.parametrize("day", [date(2026, 12, 16), date(2026, 11, 23)])
def test_a_day_that_cannot_be_is_refused(office: Office, request_: Request, day: date) -> None:
    """Tomorrow, and the day before the acceptance."""
    with refused(office, request_.id, InvalidContent) as refusal:
        complete_support(office, CLERK, request_.id, last_session=day)

    assert set(refusal.value.faults) == {"last_session"}


def test_a_day_before_a_recorded_session_is_refused(office: Office, request_: Request) -> None:
    """Unless that record was corrected."""
    wrong = recorded(office, request_, day=date(2026, 12, 14))
    with refused(office, request_.id, InvalidContent):
        complete_support(office, CLERK, request_.id, last_session=date(2026, 12, 10))

    correct_session(office, CLERK, request_.id, wrong.id, account=an_account(), reason="日付の誤り")

    assert complete_support(office, CLERK, request_.id, last_session=date(2026, 12, 10)).state == "completed"


def test_it_ends_once(office: Office, request_: Request) -> None:
    """And only what was engaged."""
    complete_support(office, CLERK, request_.id, last_session=date(2026, 12, 14))
    submitted = a_request(office)

    for request in (request_, submitted):
        with refused(office, request.id, IllegalMove):
            complete_support(office, CLERK, request.id, last_session=date(2026, 12, 15))


def test_another_town_cannot_end_it(office: Office, request_: Request) -> None:
    """It knows of no such request."""
    with refused(office, request_.id, NotFound):
        complete_support(office, NEIGHBOUR, request_.id, last_session=date(2026, 12, 14))
