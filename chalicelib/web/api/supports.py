"""Supports over the API: sessions, end and report."""

from chalicelib.domain.errand import Errand
from chalicelib.domain.report import FollowUp, Outcome
from chalicelib.domain.request import Mode
from chalicelib.domain.session import Account
from chalicelib.service.complete_support import complete_support
from chalicelib.service.record_session import correct_session, record_session
from chalicelib.service.report_support import report_support
from chalicelib.service.sight import case_for
from chalicelib.web.api.call import Call
from chalicelib.web.api.endpoint import endpoint
from chalicelib.web.api.given import CompletionGiven, ReportGiven, SessionGiven
from chalicelib.web.api.said import RequestMade, SessionSaid, SupportSaid

PATH = "/v1/requests/{request_id}"


@endpoint("GET", f"{PATH}/support", answer=SupportSaid)
def read(call: Call, request_id: str) -> SupportSaid:
    """Read what came of a request: its sessions and its report."""
    case_for(call.office, call.actor, request_id)
    return SupportSaid.model_validate(call.office.cases.support(request_id))


def recorded(call: Call, errand: Errand, request_id: str) -> SessionSaid:
    """The session that was recorded, which the event of it names."""
    (event,) = call.office.cases.events(request_id, after=errand.sequence - 1, limit=1)
    return SessionSaid.model_validate(call.office.cases.support(request_id).session(event.facts["session"]))


@endpoint("POST", f"{PATH}/sessions", again=recorded, body=SessionGiven, answer=SessionSaid, status=201)
def record(call: Call, request_id: str) -> SessionSaid:
    """Record a session; or correct one, by a record of its own."""
    given: SessionGiven = call.body
    account = _account(given)
    if given.corrects:
        session = correct_session(
            call.office, call.actor, request_id, given.corrects, account=account, reason=given.reason
        )
    else:
        session = record_session(call.office, call.actor, request_id, offer_id=given.offer, account=account)
    return SessionSaid.model_validate(session)


def moved_on(call: Call, errand: Errand, request_id: str) -> RequestMade:
    """The request as it stands."""
    return RequestMade.model_validate(case_for(call.office, call.actor, request_id).request)


@endpoint("POST", f"{PATH}/completion", again=moved_on, body=CompletionGiven, answer=RequestMade)
def complete(call: Call, request_id: str) -> RequestMade:
    """Say that the support has ended; its report is due a week after the last session."""
    day = call.body.last_session
    return RequestMade.model_validate(complete_support(call.office, call.actor, request_id, last_session=day))


@endpoint("POST", f"{PATH}/report", again=moved_on, body=ReportGiven, answer=RequestMade)
def report(call: Call, request_id: str) -> RequestMade:
    """Report and evaluate a support that has ended; the request is closed."""
    given: ReportGiven = call.body
    outcome = Outcome(**given.model_dump(exclude={"follow_up"}), follow_up=FollowUp(given.follow_up))
    return RequestMade.model_validate(report_support(call.office, call.actor, request_id, outcome=outcome))


def _account(given: SessionGiven) -> Account:
    said = given.model_dump(exclude={"offer", "corrects", "reason", "mode"})
    return Account(**said, mode=Mode(given.mode))
