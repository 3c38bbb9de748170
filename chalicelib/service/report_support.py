"""The municipality reports what was reached and evaluates it: the request is closed."""

from chalicelib.domain.case import Deed
from chalicelib.domain.errors import InvalidContent
from chalicelib.domain.identity import Actor
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.report import Outcome, Report
from chalicelib.domain.request import Request
from chalicelib.service.letters import to_secretariat
from chalicelib.service.office import Office, settled
from chalicelib.service.sight import case_for

RATINGS = range(1, 6)


@settled
def report_support(office: Office, actor: Actor, request_id: str, *, outcome: Outcome) -> Request:
    """Report a completed support, once; InvalidContent for a rating that is none."""
    case = case_for(office, actor, request_id)
    request = advance(case.request, "close", chase_at=None)
    if outcome.rating not in RATINGS:
        raise InvalidContent({"rating": "評価は1から5までの中から選んでください"})
    report = Report(request.id, outcome, office.now(), actor.id, actor.role.value)
    change = case.changed(
        Deed(actor, "request:closed", office.now(), facts={"rating": str(outcome.rating)}),
        request,
        letters=to_secretariat(office, case, "report_came", **_said(outcome)),
        report=report,
    )
    office.cases.commit(change)
    return change.request


def _said(outcome: Outcome) -> dict[str, str | int]:
    """The report as facts of a letter that can be read without opening anything."""
    return {
        "achieved": outcome.achieved,
        "rating": outcome.rating,
        "opinion": outcome.opinion,
        "summary": outcome.summary,
        "follow_up": outcome.follow_up.value,
    }
