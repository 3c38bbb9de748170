"""The secretariat takes a submitted request into review."""

from chalicelib.domain.case import Deed
from chalicelib.domain.identity import Actor
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.request import Request
from chalicelib.service.office import Office, settled
from chalicelib.service.sight import case_for


@settled
def take_request(office: Office, actor: Actor, request_id: str, *, version: int | None = None) -> Request:
    """Begin the review; also resumes a request that waited for an expert. StaleVersion when it was changed since."""
    case = case_for(office, actor, request_id)
    case.require(version)
    action = "resume" if case.request.state == "waiting" else "take"
    change = case.changed(Deed(actor, "request:taken", office.now()), advance(case.request, action))
    office.cases.commit(change)
    return change.request
