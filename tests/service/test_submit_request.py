"""Submitting: the number, the letters, and what the profile and the calendar refuse."""

from typing import Any

import pytest

from chalicelib.domain.errors import (
    Forbidden,
    IllegalMove,
    InvalidContent,
    NotFound,
    Rejected,
    StaleVersion,
    UnknownCode,
)
from chalicelib.domain.identity import Actor, Role
from chalicelib.domain.request import FieldWanted
from chalicelib.service.office import Office
from chalicelib.service.reply_to_request import reply_to_request
from chalicelib.service.save_draft import open_draft
from chalicelib.service.submit_request import file_request, submit_request
from chalicelib.service.take_request import take_request
from tests.builders import (
    AINAN,
    CENTRE,
    CLERK,
    NEIGHBOUR,
    OZU,
    SECRETARIAT,
    UCHIKO,
    a_request,
    clock,
    content,
    memory_office,
)
from tests.service.journeys import refused, telling


def returned(office: Office, **changes: Any) -> str:
    """The id of a joint request that went back for clarification."""
    request = a_request(office, also=(OZU,), **changes)
    take_request(office, SECRETARIAT, request.id)
    reply_to_request(office, SECRETARIAT, request.id, reply="return", remark="規模を教えてください")
    return request.id


def test_a_submitted_draft_takes_the_next_number_and_everybody_hears() -> None:
    """The officer gets the receipt, secretariat and centre the news."""
    office = memory_office()
    draft = open_draft(office, CLERK, {"title": ("題",)})

    with telling(office, draft.id) as told:
        request = submit_request(office, CLERK, draft.id, content=content(), municipalities=(UCHIKO,))

    assert (request.state, request.number, request.submitted_at) == ("submitted", "R08-0001", office.now())
    assert told == [("new_request", "centre"), ("new_request", "secretariat"), ("request_received", "hanako")]


def test_numbers_begin_anew_with_the_fiscal_year() -> None:
    """The first request after midnight of 1 April in Japan is number 1 of Reiwa 9."""
    office = memory_office()
    months = {"2027-04": 2}
    numbers = [a_request(office, months=months).number]
    clock(office).moment = clock(office).moment.replace(year=2027, month=3, day=31, hour=14, minute=59)
    numbers.append(a_request(office, months=months).number)
    clock(office).move(minutes=1)
    numbers.append(a_request(office, months=months).number)

    assert numbers == ["R08-0001", "R08-0002", "R09-0001"]


def test_a_resubmitted_request_keeps_its_number() -> None:
    """Its content is the new one, and everybody hears again."""
    office = memory_office()
    request_id = returned(office)

    with telling(office, request_id) as told:
        request = submit_request(
            office, CLERK, request_id, content=content(title="くわしい題"), municipalities=(UCHIKO, OZU)
        )

    assert (request.number, request.title, office.cases.last_number(2026)) == ("R08-0001", "くわしい題", 1)
    assert [notice for notice, _ in told] == ["new_request", "new_request", "request_received"]


def test_a_town_that_leaves_at_resubmission_no_longer_sees_the_request() -> None:
    """Neither in its list nor by its address; the town that stays does."""
    office = memory_office()
    request_id = returned(office)

    submit_request(office, CLERK, request_id, content=content(), municipalities=(UCHIKO,))

    assert [row.id for row in office.cases.rows(UCHIKO).rows] == [request_id]
    assert office.cases.rows(OZU).rows == []
    with refused(office, request_id, NotFound):
        submit_request(office, NEIGHBOUR, request_id, content=content(), municipalities=(OZU,))


def test_the_centre_files_on_behalf_of_a_town() -> None:
    """The event names the centre; the town sees the request as its own."""
    office = memory_office()

    request = file_request(office, CENTRE, content=content(place=AINAN), municipalities=(AINAN,))

    assert [(event.role, event.what) for event in office.cases.events(request.id)] == [("centre", "request:submitted")]
    assert [row.number for row in office.cases.rows(AINAN).rows] == ["R08-0001"]


def test_a_town_asks_for_itself() -> None:
    """Not in another's name, and not by leaving its own request."""
    office = memory_office()
    with pytest.raises(Forbidden):
        file_request(office, CLERK, content=content(), municipalities=(OZU,))
    request_id = returned(office)

    with refused(office, request_id, Forbidden):
        submit_request(office, CLERK, request_id, content=content(), municipalities=(OZU,))


@pytest.mark.parametrize(
    ("changes", "towns", "error"),
    [
        ({}, ("999999",), UnknownCode),
        ({}, (), InvalidContent),
        ({}, (UCHIKO, UCHIKO), InvalidContent),
        ({"fields": (FieldWanted("field-0", 3, 3),)}, (UCHIKO,), UnknownCode),
        ({"category": "plan-0"}, (UCHIKO,), UnknownCode),
        ({"place": "999999"}, (UCHIKO,), UnknownCode),
        ({"months": {}}, (UCHIKO,), InvalidContent),
        ({"months": {"2026-10": 2}}, (UCHIKO,), InvalidContent),
        ({"months": {"2026-12": 0}}, (UCHIKO,), InvalidContent),
        ({"months": {"2026-12": 3_000}}, (UCHIKO,), InvalidContent),
        ({"months": {"2026-12": -1}}, (UCHIKO,), InvalidContent),
        ({"months": {"2026-13": 2}}, (UCHIKO,), InvalidContent),
    ],
    ids=lambda made: str(made)[:40],
)
def test_content_that_cannot_be_is_refused(
    changes: dict[str, Any], towns: tuple[str, ...], error: type[Rejected]
) -> None:
    """The draft stays as it was and no number is used up."""
    office = memory_office()
    draft = open_draft(office, CLERK, {})
    centre = Actor("u-system", Role.SYSTEM, "web")

    with refused(office, draft.id, error):
        submit_request(office, centre, draft.id, content=content(**changes), municipalities=towns)

    assert office.cases.last_number(2026) == 0


def test_a_request_is_no_larger_than_one_change_can_cancel() -> None:
    """All twenty towns may share two experts, but not five."""
    office = memory_office()
    towns = tuple(office.profile.municipalities)
    file_request(office, CENTRE, content=content(places=2), municipalities=towns)

    with pytest.raises(InvalidContent):
        file_request(office, CENTRE, content=content(places=5), municipalities=towns)


def test_the_present_month_may_still_be_asked_for() -> None:
    """By Japan's calendar: at 15:00 UTC on 30 November, November is over there."""
    office = memory_office()
    a_request(office, months={"2026-11": 1})
    clock(office).moment = clock(office).moment.replace(day=30, hour=15)

    with pytest.raises(InvalidContent):
        a_request(office, months={"2026-11": 1})


def test_a_second_submission_of_the_same_form_is_refused() -> None:
    """By its state, and by its version where the form names one."""
    office = memory_office()
    draft = open_draft(office, CLERK, {})
    submit_request(office, CLERK, draft.id, content=content(), municipalities=(UCHIKO,), version=draft.version)

    with refused(office, draft.id, IllegalMove):
        submit_request(office, CLERK, draft.id, content=content(), municipalities=(UCHIKO,))
    with refused(office, draft.id, StaleVersion):
        submit_request(office, CLERK, draft.id, content=content(), municipalities=(UCHIKO,), version=draft.version)
