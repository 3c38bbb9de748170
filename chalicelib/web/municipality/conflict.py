"""Two people typed into one request: both versions are shown, and nothing is lost."""

from collections.abc import Mapping, Sequence

from chalice.app import Response

from chalicelib.domain.request import Request
from chalicelib.web.meanwhile import meanwhile
from chalicelib.web.municipality.draft import Draft
from chalicelib.web.municipality.step_page import step_page
from chalicelib.web.municipality.wording import differences, rows_for
from chalicelib.web.visit import Visit


def conflict_page(visit: Visit, stored: Draft, taken: Mapping[str, tuple[str, ...]], step: str) -> Response:
    """The step as I typed it, ready to be saved over the stored one; or only to be read when it is too late."""
    mine = stored.over(taken)
    if not mine.open:
        return too_late_page(visit, stored.request, [(row.label, row.words) for row in rows_for(step, mine)])
    found = differences(step, stored, mine)
    return step_page(visit, mine, step, errors={}, to=visit.typed.value("to"), status=409, differences=found)


def too_late_page(
    visit: Visit, request: Request, rows: Sequence[tuple[str, str]], *, onward: str | None = None
) -> Response:
    """What was typed in vain, to be copied, and what others did meanwhile; `onward` is where the request stands."""
    onward, since = onward or f"/requests/{request.id}", meanwhile(visit, request.id)
    return visit.page("requests/too_late.html", status=409, request=request, rows=rows, since=since, onward=onward)
