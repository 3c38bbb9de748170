"""The form, step by step: every step is saved as typed, also when it holds faults."""

from collections.abc import Mapping
from dataclasses import replace

from chalice.app import Response

from chalicelib.domain.errors import IllegalMove, Repeated, StaleVersion
from chalicelib.service.save_draft import save_draft
from chalicelib.web.forms.figures import figure
from chalicelib.web.forms.whole import STEPS
from chalicelib.web.municipality.blueprint import municipality
from chalicelib.web.municipality.conflict import conflict_page
from chalicelib.web.municipality.draft import Draft, draft_of
from chalicelib.web.municipality.step_page import step_page
from chalicelib.web.municipality.steps import NAMING_EXPERTS, address, after, known_step
from chalicelib.web.serve import form, page
from chalicelib.web.visit import Visit

TOO_LONG = "文章が長すぎて保存できません。短くしてから、もう一度お試しください"


@page(municipality, "/requests/{request_id}/edit/{step}")
def show_step(visit: Visit, request_id: str, step: str) -> Response:
    draft = _draft(visit, request_id, known_step(step))
    if not draft.open:
        raise IllegalMove("request", "save", draft.request.state)
    errors = draft.faults(step) if visit.asked("to") == "check" else {}
    return step_page(visit, draft, step, errors=errors, to=visit.asked("to"))


@form(municipality, "/requests/{request_id}/edit/{step}", done=None)
def save_step(visit: Visit, request_id: str, step: str) -> Response:
    taken = STEPS[known_step(step)].taken(visit.typed)
    draft = _draft(visit, request_id, step).over(taken)
    if not draft.fits:
        return step_page(visit, draft, step, errors=_too_long(taken), to=visit.typed.value("to"), status=422)
    try:
        saved = save_draft(visit.office, visit.actor, request_id, typed=taken, version=version_of(visit))
    except (StaleVersion, IllegalMove, Repeated):
        stored = _draft(visit, request_id, step)
        return _gone_on(visit, stored, step) if visit.sent_before() else conflict_page(visit, stored, taken, step)
    return _gone_on(visit, replace(draft, request=saved), step)


def version_of(visit: Visit) -> int:
    """The version the form was made from; one that no record has when the form does not say."""
    version = figure(visit.typed.value("version"))
    return 0 if version is None else version


def _gone_on(visit: Visit, saved: Draft, step: str) -> Response:
    request_id, to = saved.request.id, visit.typed.value("to")
    if visit.typed.value("go") == "save":
        return visit.redirect("/requests")
    errors = saved.faults(step)
    if errors:
        return step_page(visit, saved, step, errors=errors, to=to, status=422)
    return visit.redirect(address(request_id, "check") if to == "check" else after(request_id, step))


def _draft(visit: Visit, request_id: str, step: str) -> Draft:
    return draft_of(visit, request_id, with_experts=step == NAMING_EXPERTS)


def _too_long(taken: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    longest = max(taken, key=lambda name: sum(map(len, taken[name])))
    return {longest: TOO_LONG}
