"""Check your answers, submit, and what happens next."""

from chalice.app import Response

from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import IllegalMove, NotFound, StaleVersion
from chalicelib.service.sight import case_for
from chalicelib.service.submit_request import submit_request
from chalicelib.web.forms.whole import STEPS, checked_form
from chalicelib.web.municipality import steps
from chalicelib.web.municipality.blueprint import municipality
from chalicelib.web.municipality.draft import Draft, draft_of
from chalicelib.web.municipality.editing import version_of
from chalicelib.web.municipality.wording import rows_for
from chalicelib.web.serve import form, page
from chalicelib.web.visit import Visit


@page(municipality, "/requests/{request_id}/check")
def show_check(visit: Visit, request_id: str) -> Response:
    draft = draft_of(visit, request_id, with_experts=True)
    if not draft.open:
        raise IllegalMove("request", "submit", draft.request.state)
    return _check_page(visit, draft)


def submitted(visit: Visit, errand: Errand, request_id: str) -> Response:
    """The number, and what happens next."""
    return visit.redirect(f"/requests/{request_id}/submitted")


@form(municipality, "/requests/{request_id}/submit", done=submitted)
def submit(visit: Visit, request_id: str) -> Response:
    draft = draft_of(visit, request_id, with_experts=True)
    if not draft.open:
        if errand := visit.sent_before():
            return submitted(visit, errand, request_id)
        # A colleague was faster: the request's page says how it stands.
        return visit.redirect(f"/requests/{request_id}")
    if draft.all_faults():
        return _check_page(visit, draft, status=422)
    if version_of(visit) != draft.request.version:
        return _check_page(visit, draft, status=409)
    try:
        _submit(visit, draft)
    except StaleVersion:
        return _check_page(visit, draft_of(visit, request_id, with_experts=True), status=409)
    return visit.redirect(f"/requests/{request_id}/submitted")


@page(municipality, "/requests/{request_id}/submitted")
def show_submitted(visit: Visit, request_id: str) -> Response:
    request = case_for(visit.office, visit.actor, request_id).request
    if request.number is None:
        raise NotFound(request_id)
    return visit.page("requests/submitted.html", request=request)


def _submit(visit: Visit, draft: Draft) -> None:
    whole = checked_form(draft.typed, draft.surroundings)
    submit_request(
        visit.office,
        visit.actor,
        draft.request.id,
        content=whole.content,
        municipalities=(draft.request.lead, *whole.officer.municipalities),
        version=draft.request.version,
    )


def _check_page(visit: Visit, draft: Draft, *, status: int = 200) -> Response:
    sections = [(steps.LABELS[step], step, rows_for(step, draft)) for step in STEPS]
    return visit.page(
        "requests/check.html",
        status=status,
        request=draft.request,
        sections=sections,
        faults=draft.all_faults(),
        labels=list(steps.LABELS.values()),
        failed=status == 422,
        stale=status == 409,
    )
