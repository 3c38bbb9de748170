"""One request: where it stands, who acts next, what happened, who comes."""

from collections.abc import Callable

from chalice.app import Response

from chalicelib.domain.case import Case
from chalicelib.domain.errors import IllegalMove
from chalicelib.domain.lifecycle import REQUEST
from chalicelib.service.sight import case_for
from chalicelib.web.meanwhile import meanwhile
from chalicelib.web.municipality.blueprint import municipality
from chalicelib.web.municipality.case_page import case_page
from chalicelib.web.municipality.history import history_of
from chalicelib.web.serve import page
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit


@page(municipality, "/requests/{request_id}")
def show_request(visit: Visit, request_id: str) -> Response:
    case = case_for(visit.office, visit.actor, request_id)
    return VIEWS.get(visit.asked("view"), case_page)(visit, case)


def withdrawal_page(visit: Visit, case: Case, form: Typed | None = None, *, stale: bool = False) -> Response:
    """Asks once more before the request is taken back; IllegalMove when it is too late for that.

    `stale` says what happened since the form was opened.
    """
    request, form = case.request, form or Typed()
    if not REQUEST.allows(request.state, "withdraw"):
        raise IllegalMove("request", "withdraw", request.state)
    return visit.page(
        "requests/withdraw.html",
        status=409 if stale else 422 if form.errors else 200,
        request=request,
        form=form,
        errors=form.errors,
        stale=stale,
        since=meanwhile(visit, request.id) if stale else (),
    )


def history_page(visit: Visit, case: Case) -> Response:
    """All that happened, with the delivery of every mail."""
    events, letters = visit.office.cases.events(case.request.id), visit.office.letters.about(case.request.id)
    return visit.page("requests/history.html", request=case.request, events=history_of(events, letters))


VIEWS: dict[str, Callable[[Visit, Case], Response]] = {"withdraw": withdrawal_page, "history": history_page}
