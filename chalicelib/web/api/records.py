"""What came of requests, and who did what: assignments and audit trails over the API."""

import re

from chalicelib.domain.errors import InvalidContent
from chalicelib.service.sight import watcher_for
from chalicelib.service.verify_record import kind_of, verify_record
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
    """The audit trail of a request, an expert, a monthly round or the parameters, verified."""
    verdict = verify_record(call.office, kind_of(call.office, record), record)
    said = [EventSaid.model_validate(event) for event in verdict.events]
    return Trail(record=record, events=said, fault=str(verdict.fault) if verdict.fault else None)
