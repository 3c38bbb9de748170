"""What came of requests, and who did what: assignments and audit trails over the API."""

from chalicelib.service.sight import case_for, watcher_for
from chalicelib.service.verify_record import kind_of, verify_record
from chalicelib.web.api.asked import PAGING, like
from chalicelib.web.api.call import Call
from chalicelib.web.api.endpoint import endpoint
from chalicelib.web.api.requests import MUNICIPALITY, municipality_asked
from chalicelib.web.api.said import AssignmentList, AssignmentSaid, EventSaid, Trail


@endpoint(
    "GET",
    "/v1/assignments",
    answer=AssignmentList,
    query=(
        like("expert", "an expert's id", "[A-Za-z0-9-]{1,40}", example="e01"),
        MUNICIPALITY,
        like("month", "a month", "20[0-9]{2}-(0[1-9]|1[0-2])", example="2027-01"),
        *PAGING,
    ),
)
def assignments(call: Call) -> AssignmentList:
    """List assignments, newest first."""
    municipality, expert, month = municipality_asked(call), call.asked("expert"), call.asked("month")
    own = municipality or watcher_for(call.office, call.actor)
    # A municipality sees its own alone, so an expert's list is only for those who see all.
    watcher = expert if expert and municipality is None and call.actor.municipality is None else own
    page = call.office.cases.assignments(watcher, month=month, cursor=call.asked("cursor"), limit=call.limit)
    rows = [AssignmentSaid.model_validate(row) for row in page.rows if expert in (None, row.expert_id)]
    return AssignmentList(assignments=rows, cursor=page.cursor)


@endpoint("GET", "/v1/audit/{record}", answer=Trail)
def trail(call: Call, record: str) -> Trail:
    """The audit trail of a request, an expert, a monthly round or the parameters, verified."""
    kind = kind_of(call.office, record)
    if kind == "request":
        case_for(call.office, call.actor, record)
    verdict = verify_record(call.office, kind, record)
    said = [EventSaid.model_validate(event) for event in verdict.events]
    return Trail(record=record, events=said, fault=str(verdict.fault) if verdict.fault else None)
