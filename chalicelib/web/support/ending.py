"""The support has ended: on which day the last session was."""

from chalice.app import Response

from chalicelib.domain.errors import IllegalMove
from chalicelib.domain.lifecycle import REQUEST
from chalicelib.service.complete_support import complete_support
from chalicelib.service.sight import case_for
from chalicelib.web.forms.figures import day_typed
from chalicelib.web.forms.outcome import LastSessionForm
from chalicelib.web.serve import form, page
from chalicelib.web.support.around import OVERTAKEN, WRONG, faults, overtaken, sessions, support_page, told
from chalicelib.web.support.blueprint import support
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit


@page(support, "/requests/{request_id}/complete")
def ask(visit: Visit, request_id: str) -> Response:
    """The day of the last recorded session stands in the form already."""
    case_for(visit.office, visit.actor, request_id)
    recorded = visit.office.cases.support(request_id).last_day
    return _page(visit, request_id, Typed(day_typed("last_session", recorded)))


@form(support, "/requests/{request_id}/complete", done=told)
def complete(visit: Visit, request_id: str) -> Response:
    try:
        day = LastSessionForm.checked(visit.typed).last_session
        complete_support(visit.office, visit.actor, request_id, last_session=day)
    except WRONG as wrong:
        return _page(visit, request_id, Typed(visit.typed.given, faults(wrong)))
    except OVERTAKEN:
        return overtaken(visit, request_id, {})
    return visit.redirect(sessions(request_id))


def _page(visit: Visit, request_id: str, typed: Typed) -> Response:
    case = case_for(visit.office, visit.actor, request_id)
    if not REQUEST.allows(case.request.state, "complete"):
        raise IllegalMove("request", "complete", case.request.state)
    return support_page(visit, "complete", case, typed)
