"""Two people typed into one request: both versions are shown, and nothing is lost."""

from collections.abc import Mapping

from chalice.app import Response

from chalicelib.web.municipality.draft import Draft
from chalicelib.web.municipality.step_page import step_page
from chalicelib.web.municipality.wording import differences, rows_for
from chalicelib.web.visit import Visit


def conflict_page(visit: Visit, stored: Draft, taken: Mapping[str, tuple[str, ...]], step: str) -> Response:
    """The step as I typed it, ready to be saved over the stored one; or only to be read when it is too late."""
    mine = stored.over(taken)
    if not mine.open:
        rows = [(row.label, row.words) for row in rows_for(step, mine)]
        return visit.page("requests/too_late.html", status=409, request=stored.request, rows=rows)
    found = differences(step, stored, mine)
    return step_page(visit, mine, step, errors={}, to=visit.typed.value("to"), status=409, differences=found)
