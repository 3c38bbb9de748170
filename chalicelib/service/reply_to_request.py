"""The secretariat ends a review without experts: it asks back, answers the question, or refers the case elsewhere."""

from typing import Literal

from chalicelib.domain.case import Deed
from chalicelib.domain.errors import IllegalMove, ReasonMissing
from chalicelib.domain.identity import Actor
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.request import Request
from chalicelib.service.letters import to_municipality
from chalicelib.service.office import Office, settled
from chalicelib.service.sight import case_for

Reply = Literal["return", "answer", "refer"]
SAID = {"return": "request_returned", "answer": "request_answered", "refer": "request_referred"}


@settled
def reply_to_request(
    office: Office, actor: Actor, request_id: str, *, reply: Reply, remark: str, version: int | None = None
) -> Request:
    """Tell the municipality in words what is asked, answered or referred; ReasonMissing without words.

    IllegalMove once an expert has accepted: what was promised is not asked anew.
    """
    if not remark.strip():
        raise ReasonMissing(reply)
    case = case_for(office, actor, request_id)
    case.require(version)
    request = advance(case.request, reply, remark=remark)
    if case.in_state("accepted", "done"):
        raise IllegalMove("request", reply, "engaged")
    letters = to_municipality(office, case, SAID[reply], remark=remark)
    deed = Deed(actor, SAID[reply].replace("_", ":"), office.now(), why=remark)
    change = case.changed(deed, request, letters=letters)
    office.cases.commit(change)
    return change.request
