"""The report and evaluation of a support that has ended."""

from chalice.app import Response

from chalicelib.domain.errors import IllegalMove
from chalicelib.domain.lifecycle import REQUEST
from chalicelib.service.report_support import report_support
from chalicelib.service.sight import case_for
from chalicelib.web.forms.outcome import TEXTS, OutcomeForm
from chalicelib.web.serve import form, page
from chalicelib.web.support.around import OVERTAKEN, WRONG, faults, overtaken, sessions, support_page, told
from chalicelib.web.support.blueprint import support
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit


@page(support, "/requests/{request_id}/report")
def ask(visit: Visit, request_id: str) -> Response:
    return _page(visit, request_id, Typed())


@form(support, "/requests/{request_id}/report", done=told)
def report(visit: Visit, request_id: str) -> Response:
    try:
        outcome = OutcomeForm.checked(visit.typed).outcome
        report_support(visit.office, visit.actor, request_id, outcome=outcome)
    except WRONG as wrong:
        return _page(visit, request_id, Typed(visit.typed.given, faults(wrong)))
    except OVERTAKEN:
        return overtaken(visit, request_id, TEXTS)
    return visit.redirect(sessions(request_id))


def _page(visit: Visit, request_id: str, typed: Typed) -> Response:
    case = case_for(visit.office, visit.actor, request_id)
    if not REQUEST.allows(case.request.state, "close"):
        raise IllegalMove("request", "close", case.request.state)
    return support_page(visit, "report", case, typed)
