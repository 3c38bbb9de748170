"""What all pages of a support have in common: where they lead back to, and what a refusal says beside its field."""

from collections.abc import Mapping
from typing import Any

from chalice.app import Response
from pydantic import ValidationError

from chalicelib.domain.case import Case
from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import IllegalMove, InvalidContent, StaleVersion
from chalicelib.domain.identity import Role
from chalicelib.service.sight import case_for
from chalicelib.web.forms.fault import by_control
from chalicelib.web.municipality.conflict import too_late_page
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

WRONG = (ValidationError, InvalidContent)
OVERTAKEN = (StaleVersion, IllegalMove)


def home(visit: Visit, request_id: str) -> str:
    """The request's own page, as this visitor knows it."""
    if visit.actor.role is Role.EXPERT:
        return "/expert/assignments"
    return ("/console" if visit.actor.role.of_the_prefecture else "") + f"/requests/{request_id}"


def sessions(request_id: str) -> str:
    """The page of a request's sessions."""
    return f"/requests/{request_id}/sessions"


def own_sessions(visit: Visit, request_id: str, offer_id: str) -> str:
    """Where this visitor reads what is on record: an expert on the page of their own assignment."""
    return f"/expert/assignments/{offer_id}" if visit.actor.role is Role.EXPERT else sessions(request_id)


def faults(wrong: ValidationError | InvalidContent) -> Mapping[str, str]:
    """What is wrong with each control, in Japanese."""
    return by_control(wrong) if isinstance(wrong, ValidationError) else wrong.faults


def support_page(visit: Visit, template: str, case: Case, form: Typed, **more: Any) -> Response:
    """A page with a form about a case, with its faults."""
    return visit.page(
        f"support/{template}.html",
        status=422 if form.errors else 200,
        request=case.request,
        home=home(visit, case.request.id),
        form=form,
        errors=form.errors,
        **more,
    )


def overtaken(visit: Visit, request_id: str, labels: Mapping[str, str]) -> Response:
    """Somebody else has moved on what was typed about: every word of it, under its label, to be copied."""
    request, typed = case_for(visit.office, visit.actor, request_id).request, visit.typed
    rows = [(label, typed.value(name)) for name, label in labels.items() if typed.value(name).strip()]
    return too_late_page(visit, request, rows, onward=home(visit, request_id))


def told(visit: Visit, errand: Errand, request_id: str) -> Response:
    """What came of a form that was sent before: the sessions and the report as they stand."""
    return visit.redirect(own_sessions(visit, request_id, visit.typed.value("offer")))
