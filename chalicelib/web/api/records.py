"""What came of requests, and who did what: assignments and audit trails over the API."""

import re

from chalicelib.domain.audit import first_fault
from chalicelib.domain.errors import InvalidContent, NotFound
from chalicelib.service.office import Office
from chalicelib.service.sight import watcher_for
from chalicelib.web.api.call import Call
from chalicelib.web.api.endpoint import endpoint
from chalicelib.web.api.requests import municipality_asked
from chalicelib.web.api.said import AssignmentList, AssignmentSaid, EventSaid, Trail

MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")


@endpoint(
    "GET",
    "/v1/assignments",
    answer=AssignmentList,
    query=(
        ("expert", "an expert's id"),
        ("municipality", "6-digit code of a municipality"),
        ("month", "a month, 2027-01"),
        ("cursor", "from the page before"),
    ),
)
def assignments(call: Call) -> AssignmentList:
    """List assignments, newest first."""
    municipality, expert, month = municipality_asked(call), call.asked("expert"), call.asked("month")
    if month and not MONTH.fullmatch(month):
        raise InvalidContent({"month": "2027-01 のように指定してください"})
    own = municipality or watcher_for(call.office, call.actor)
    # A municipality sees its own alone, so an expert's list is only for those who see all.
    watcher = expert if expert and municipality is None and call.actor.municipality is None else own
    page = call.office.cases.assignments(watcher, month=month, cursor=call.asked("cursor"))
    rows = [AssignmentSaid.model_validate(row) for row in page.rows if expert in (None, row.expert_id)]
    return AssignmentList(assignments=rows, cursor=page.cursor)


@endpoint("GET", "/v1/audit/{record}", answer=Trail)
def trail(call: Call, record: str) -> Trail:
    """The audit trail of a request or an expert, its chain verified."""
    head = _head(call.office, record)
    events = call.office.cases.events(record, limit=1_000)
    said = [EventSaid.model_validate(event) for event in events]
    return Trail(record=record, events=said, fault=first_fault(events, head=head))


def _head(office: Office, record: str) -> str:
    """The digest that the record itself says its last event has; NotFound."""
    try:
        return office.cases.case(record).request.head
    except NotFound:
        return office.experts.expert(record).head
