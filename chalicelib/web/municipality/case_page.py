"""The page of one request. It has three reads to spend, so what it tells depends on where the request stands."""

from typing import Any

from chalice.app import Response

from chalicelib.domain.case import Case
from chalicelib.domain.lifecycle import REQUEST
from chalicelib.web.forms.retyped import retyped
from chalicelib.web.forms.whole import STEPS
from chalicelib.web.meanwhile import meanwhile
from chalicelib.web.municipality import steps
from chalicelib.web.municipality.draft import Names, draft_from, names_of_experts
from chalicelib.web.municipality.engaged import asked_of, coming_of
from chalicelib.web.municipality.history import history_of
from chalicelib.web.municipality.next_step import next_step
from chalicelib.web.municipality.shortlist import candidates_of, order_typed
from chalicelib.web.municipality.wording import rows_for
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit


def case_page(visit: Visit, case: Case, form: Typed | None = None, *, stale: bool = False) -> Response:
    """The request as it stands; `form` is an order of preference with faults, or one that was overtaken (`stale`)."""
    request, names = case.request, _names(visit, case)
    form = form or order_typed(request)
    return visit.page(
        "requests/request.html",
        status=409 if stale else 422 if form.errors else 200,
        stale=stale,
        since=meanwhile(visit, request.id) if stale else (),
        case=case,
        request=request,
        next=next_step(case),
        towns=[visit.office.profile.municipality(code).name for code in request.municipalities],
        sections=_sections(visit, case, names),
        asked=asked_of(case, names),
        coming=coming_of(visit.office, case, names),
        may_edit=REQUEST.allows(request.state, "save"),
        may_withdraw=REQUEST.allows(request.state, "withdraw"),
        form=form,
        errors=form.errors,
        **_told(visit, case, names),
    )


def _names(visit: Visit, case: Case) -> Names:
    """Names of experts, where the page has any to name."""
    content = case.request.content
    named = case.request.shortlist or case.offers or (content and (content.wanted or content.unwanted))
    return names_of_experts(visit) if named else {}


def _told(visit: Visit, case: Case, names: Names) -> dict[str, Any]:
    """The candidates while they can be put in order; else what happened, with its mails where no names were read."""
    office, request = visit.office, case.request
    if request.state == "shortlisted" and request.receipt_id:
        receipt = office.cases.receipt(request.id, request.receipt_id)
        shortlist = candidates_of(request, receipt, names=names, profile=office.profile)
        return {"shortlist": shortlist, "events": (), "mails_shown": False}
    letters = () if names else office.letters.about(request.id)
    events = history_of(office.cases.events(request.id), letters)
    return {"shortlist": (), "events": events, "mails_shown": not names}


def _sections(visit: Visit, case: Case, names: Names) -> list[tuple[str, list[tuple[str, str]]]]:
    """What was submitted; while the municipality is at work on it, what was typed."""
    draft, request = draft_from(visit, case.request, names), case.request
    if request.content and not draft.open:
        draft = draft.over(retyped(request.content, request.municipalities))
    rows = ((step, rows_for(step, draft)) for step in STEPS)
    return [(steps.LABELS[step], [(row.label, row.words) for row in said if row.words]) for step, said in rows]
