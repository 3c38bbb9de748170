"""Sessions, the end of a support, and its report."""

from chalicelib.domain.calendar import local_day
from chalicelib.domain.request import Request
from chalicelib.service.chase_reports import chase_reports
from chalicelib.service.complete_support import complete_support
from chalicelib.service.dispose_records import dispose_request
from chalicelib.service.office import Office
from chalicelib.service.record_session import correct_session, record_session
from chalicelib.service.report_support import report_support
from tests.builders import CLERK, an_account, an_expert, an_outcome, clock, engage
from tests.faults.use_case import OFFICE, TOWN, Deed, UseCase
from tests.service.journeys import engaged, recorded


def under_way(office: Office) -> Request:
    """A request whose expert began three weeks ago."""
    engage(office, an_expert())
    request = engaged(office)
    clock(office).move(days=21)
    return request


def completed(office: Office) -> Request:
    """A request whose support ended today."""
    request = under_way(office)
    return complete_support(office, CLERK, request.id, last_session=local_day(office.now()))


def recording(office: Office) -> Deed:
    """They have met."""
    request = under_way(office)
    offer_id = f"{request.id}.01"
    return lambda office: record_session(office, TOWN, request.id, offer_id=offer_id, account=an_account())


def correcting(office: Office) -> Deed:
    """They have met longer than was written down."""
    request = under_way(office)
    session = recorded(office, request)
    return lambda office: correct_session(
        office, TOWN, request.id, session.id, account=an_account(attendees="総務課 3名"), reason="人数の訂正"
    )


def completing(office: Office) -> Deed:
    """They have met for the last time."""
    request, today = under_way(office), local_day(office.now())
    return lambda office: complete_support(office, TOWN, request.id, last_session=today)


def reporting(office: Office) -> Deed:
    """The report is written."""
    request = completed(office)
    return lambda office: report_support(office, TOWN, request.id, outcome=an_outcome())


def asking_for_sessions(office: Office) -> Deed:
    """The months are over, and nobody has said anything."""
    under_way(office)
    clock(office).move(days=30)
    return chase_reports


def asking_for_the_report(office: Office) -> Deed:
    """Its day has passed."""
    completed(office)
    clock(office).move(days=14)
    return chase_reports


def disposing(office: Office) -> Deed:
    """It was reported years ago."""
    request = completed(office)
    report_support(office, CLERK, request.id, outcome=an_outcome())
    clock(office).move(days=6 * 366)
    return lambda office: dispose_request(office, OFFICE, request.id, reason="保存期間の満了")


USE_CASES = (
    UseCase(record_session, recording),
    UseCase(correct_session, correcting),
    UseCase(complete_support, completing),
    UseCase(report_support, reporting),
    UseCase(dispose_request, disposing),
    UseCase(chase_reports, asking_for_sessions, "sessions"),
    UseCase(chase_reports, asking_for_the_report, "report"),
)
