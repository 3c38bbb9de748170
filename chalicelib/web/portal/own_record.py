"""What the pages have in common on which an expert changes their record: every word is kept, whoever was first."""

from collections.abc import Mapping, Sequence
from typing import Any

from chalice.app import Response

from chalicelib.domain.expert import Expert
from chalicelib.web.meanwhile import meanwhile
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

Told = Mapping[str, Sequence[str]]


def own_record(visit: Visit) -> Expert:
    """The expert who is signed in, as they stand."""
    return visit.office.experts.expert(visit.actor.id)


def record_page(
    visit: Visit,
    template: str,
    expert: Expert,
    form: Typed,
    *,
    stale: bool = False,
    differences: Sequence[tuple[str, str, str]] = (),
    **more: Any,
) -> Response:
    """A page with a form about the record: at fault 422; overtaken 409, with what stands now beside what was typed."""
    return visit.page(
        f"expert/{template}.html",
        status=409 if stale else 422 if form.errors else 200,
        expert=expert,
        form=form,
        errors=form.errors,
        stale=stale,
        since=meanwhile(visit, visit.actor.id) if stale else (),
        differences=differences,
        **more,
    )
