"""The report closes the request; the offices read it in their mail."""

from datetime import date

import pytest

from chalicelib.domain.errors import IllegalMove, InvalidContent, NotFound
from chalicelib.domain.report import FollowUp
from chalicelib.domain.request import Request
from chalicelib.service.complete_support import complete_support
from chalicelib.service.office import Office
from chalicelib.service.report_support import report_support
from tests.builders import CLERK, NEIGHBOUR, an_expert, an_outcome, clock, engage, mails, memory_office
from tests.service.journeys import engaged, refused, send_all, telling


@pytest.fixture
def office() -> Office:
    """One expert."""
    office = memory_office()
    engage(office, an_expert())
    return office


@pytest.fixture
def request_(office: Office) -> Request:
    """Its support has ended."""
    request = engaged(office)
    clock(office).move(days=21)
    return complete_support(office, CLERK, request.id, last_session=date(2026, 12, 14))


def test_a_report_closes_the_request_and_is_read_by_the_offices(office: Office, request_: Request) -> None:
    """It is kept whole, its event names the rating, and the letter repeats it."""
    outcome = an_outcome(rating=5, follow_up=FollowUp.WANTED)
    with telling(office, request_.id) as told:
        closed = report_support(office, CLERK, request_.id, outcome=outcome)
    send_all(office)

    report = office.cases.support(request_.id).report
    assert report is not None
    assert (closed.state, report.outcome, report.reported_by) == ("closed", outcome, CLERK.id)
    assert told == [("report_came", "centre"), ("report_came", "secretariat")]
    event = office.cases.events(request_.id)[-1]
    assert (event.what, event.facts["rating"]) == ("request:closed", "5")
    text = mails(office)[-1][1].text
    for words in (outcome.achieved, outcome.opinion, outcome.summary, "期待を超える成果", "来年度も支援を受けたい"):
        assert words in text


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_a_rating_is_one_to_five(office: Office, request_: Request, rating: int) -> None:
    """Nothing else is recorded."""
    with refused(office, request_.id, InvalidContent):
        report_support(office, CLERK, request_.id, outcome=an_outcome(rating=rating))


def test_a_request_is_reported_once(office: Office, request_: Request) -> None:
    """The second report is refused, and the first stands."""
    report_support(office, CLERK, request_.id, outcome=an_outcome())

    with refused(office, request_.id, IllegalMove):
        report_support(office, CLERK, request_.id, outcome=an_outcome(rating=1))

    report = office.cases.support(request_.id).report
    assert report is not None
    assert report.outcome.rating == 4


def test_what_goes_on_is_not_reported(office: Office) -> None:
    """First somebody says that it has ended."""
    request = engaged(office)

    with refused(office, request.id, IllegalMove):
        report_support(office, CLERK, request.id, outcome=an_outcome())


def test_another_town_cannot_report(office: Office, request_: Request) -> None:
    """It knows of no such request."""
    with refused(office, request_.id, NotFound):
        report_support(office, NEIGHBOUR, request_.id, outcome=an_outcome())
