"""Sessions go on record once they were, by whoever knows of them; nothing recorded is ever overwritten."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from chalicelib.domain.calendar import local_day
from chalicelib.domain.errors import IllegalMove, InvalidContent, NotFound, ReasonMissing, StaleVersion
from chalicelib.domain.identity import Actor, Role
from chalicelib.domain.request import Mode, Request
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.complete_support import complete_support
from chalicelib.service.office import Office
from chalicelib.service.record_session import correct_session, record_session
from chalicelib.service.withdraw_request import cancel_request
from tests.builders import (
    CENTRE,
    CLERK,
    MATSUYAMA,
    SECRETARIAT,
    an_account,
    an_expert,
    clock,
    engage,
    memory_office,
)
from tests.service.journeys import engaged, opened_by_link, recorded, refused

EXPERT = Actor("e01", Role.EXPERT, "portal")
OTHER = Actor("e02", Role.EXPERT, "portal")
STRANGER = Actor("u-matsuyama", Role.MUNICIPALITY, "web", MATSUYAMA)


@pytest.fixture
def office() -> Office:
    """Two experts."""
    office = memory_office()
    engage(office, an_expert(), an_expert("見本 二郎"))
    return office


@pytest.fixture
def request_(office: Office) -> Request:
    """Accepted on 24 November; now it is 15 December."""
    request = engaged(office)
    clock(office).move(days=21)
    return request


@pytest.mark.parametrize("actor", [CLERK, SECRETARIAT, CENTRE, EXPERT], ids=lambda actor: actor.id)
def test_a_session_is_recorded_by_whoever_knows_of_it(office: Office, request_: Request, actor: Actor) -> None:
    """The town, the prefecture on the expert's behalf, or the expert; who it was stands on record."""
    session = record_session(office, actor, request_.id, offer_id=f"{request_.id}.01", account=an_account())

    assert office.cases.support(request_.id).sessions == (session,)
    assert (session.expert_id, session.recorded_by, session.role) == ("e01", actor.id, actor.role.value)
    event = office.cases.events(request_.id)[-1]
    assert (event.what, event.who, event.facts["session"]) == ("session:recorded", actor.id, session.id)


@pytest.mark.parametrize("actor", [STRANGER, OTHER], ids=lambda actor: actor.id)
def test_nobody_else_can(office: Office, request_: Request, actor: Actor) -> None:
    """Another town and an expert who does not help know of no such request."""
    with refused(office, request_.id, NotFound):
        record_session(office, actor, request_.id, offer_id=f"{request_.id}.01", account=an_account())


def test_an_expert_records_their_own_sessions_alone(office: Office) -> None:
    """Of two who help, neither writes the other's record."""
    request = engaged(office, places=2)
    second = accept_offer(office, opened_by_link(office, request, "e02"))
    clock(office).move(days=21)

    with refused(office, request.id, NotFound):
        record_session(office, EXPERT, request.id, offer_id=second.id, account=an_account())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": date(2026, 12, 16)}, "day"),
        ({"day": date(2026, 11, 23)}, "day"),
        ({"ends": time(13, 30)}, "ends"),
        ({"ends": time(9)}, "ends"),
        ({"mode": Mode.EITHER}, "mode"),
    ],
)
def test_what_cannot_have_been_is_refused(
    office: Office, request_: Request, changes: dict[str, Any], field: str
) -> None:
    """Tomorrow, the day before the acceptance, no time at all, backwards, neither here nor there."""
    with refused(office, request_.id, InvalidContent) as refusal:
        record_session(office, CLERK, request_.id, offer_id=f"{request_.id}.01", account=an_account(**changes))

    assert set(refusal.value.faults) == {field}


def test_a_session_on_the_day_of_acceptance_and_today_are_possible(office: Office, request_: Request) -> None:
    """Both ends belong to it."""
    for day in (date(2026, 11, 24), local_day(office.now())):
        recorded(office, request_, day=day)

    assert len(office.cases.support(request_.id).sessions) == 2


def test_the_day_is_japans(office: Office, request_: Request) -> None:
    """At 15:00 UTC the next day has begun in Japan, and can be recorded."""
    clock(office).moment = clock(office).moment.replace(hour=14, minute=59)
    with refused(office, request_.id, InvalidContent):
        recorded(office, request_, day=date(2026, 12, 16))

    clock(office).move(minutes=1)

    assert recorded(office, request_, day=date(2026, 12, 16)).account.day == date(2026, 12, 16)


def test_a_correction_stands_in_for_what_it_corrects(office: Office, request_: Request) -> None:
    """Both are kept, with the reason; only the new one counts."""
    wrong = recorded(office, request_)
    clock(office).move(seconds=1)

    right = correct_session(
        office, CENTRE, request_.id, wrong.id, account=an_account(day=date(2026, 12, 11)), reason="日付の誤り"
    )

    support = office.cases.support(request_.id)
    assert support.sessions == (wrong, right)
    assert support.standing == (right,)
    assert (right.corrects, right.reason, support.last_day) == (wrong.id, "日付の誤り", date(2026, 12, 11))
    event = office.cases.events(request_.id)[-1]
    assert (event.what, event.why, event.facts["corrects"]) == ("session:corrected", "日付の誤り", wrong.id)


def test_a_correction_needs_a_reason(office: Office, request_: Request) -> None:
    """Blanks are none."""
    wrong = recorded(office, request_)

    with refused(office, request_.id, ReasonMissing):
        correct_session(office, CLERK, request_.id, wrong.id, account=an_account(), reason=" 　")


def test_what_was_corrected_is_not_corrected_again(office: Office, request_: Request) -> None:
    """Two records would stand in for one; the second person is told to look first."""
    wrong = recorded(office, request_)
    right = correct_session(office, CLERK, request_.id, wrong.id, account=an_account(), reason="誤字")

    with refused(office, request_.id, StaleVersion):
        correct_session(office, CENTRE, request_.id, wrong.id, account=an_account(), reason="誤字")

    again = correct_session(office, CENTRE, request_.id, right.id, account=an_account(), reason="また誤字")
    assert office.cases.support(request_.id).standing == (again,)


def test_an_unknown_session_is_not_found(office: Office, request_: Request) -> None:
    """As if there were none, also of another request."""
    other = recorded(office, request_)
    second = engaged(office)

    with refused(office, second.id, NotFound):
        correct_session(office, CLERK, second.id, other.id, account=an_account(), reason="誤字")


def test_a_session_can_be_recorded_after_the_support_has_ended(office: Office, request_: Request) -> None:
    """Whoever was slow is not locked out."""
    complete_support(office, CLERK, request_.id, last_session=date(2026, 12, 15))

    assert recorded(office, request_).expert_id == "e01"


def test_nothing_is_recorded_of_an_offer_that_is_no_assignment(office: Office, request_: Request) -> None:
    """A cancelled one has no sessions to come."""
    cancel_request(office, SECRETARIAT, request_.id, reason="予算の都合")
    clock(office).move(days=1)

    with refused(office, request_.id, IllegalMove):
        recorded(office, request_, day=local_day(office.now()) - timedelta(days=3))
