"""One step of the form as a page."""

from collections.abc import Mapping

from chalice.app import Response

from chalicelib.web.forms import limits
from chalicelib.web.municipality import steps
from chalicelib.web.municipality.draft import Draft
from chalicelib.web.municipality.options import options_for
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit


def step_page(
    visit: Visit,
    draft: Draft,
    step: str,
    *,
    errors: Mapping[str, str],
    to: str = "",
    status: int = 200,
    **context: object,
) -> Response:
    """The step with what was typed and what is wrong with it; `to` is where it leads when it is not the next step."""
    request_id = draft.request.id
    frame = {
        "request": draft.request,
        "form": Typed(draft.typed.given, errors),
        "errors": errors,
        "to": to,
        "labels": list(steps.LABELS.values()),
        "place": steps.place_of(step),
        "action": steps.address(request_id, step),
        "back": steps.address(request_id, "check") if to == "check" else steps.before(request_id, step),
        "limits": limits,
        "differences": (),
    }
    return visit.page(f"requests/steps/{step}.html", status=status, **{**frame, **options_for(step, draft), **context})
