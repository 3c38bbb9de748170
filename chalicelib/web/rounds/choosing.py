"""A new round: which open requests are planned together, and how even-handed the plan has to be."""

from collections.abc import Iterable, Mapping

from chalice.app import Response

from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import InvalidContent
from chalicelib.domain.plan import FLOOR
from chalicelib.domain.request import RequestRow
from chalicelib.service.begin_round import MOST, PLANNABLE, begin_round
from chalicelib.service.sight import watcher_for
from chalicelib.web.facts import names
from chalicelib.web.forms.figures import figure
from chalicelib.web.rounds.blueprint import PATH, rounds
from chalicelib.web.serve import form, page
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit
from chalicelib.web.words import REQUEST_STATES

# As many lines as are read of each state: more than ten rounds take.
READ = 1_000


@page(rounds, f"{PATH}/new")
def choose(visit: Visit) -> Response:
    return _choosing(visit)


def begun(visit: Visit, errand: Errand) -> Response:
    """The round that was begun."""
    return visit.redirect(f"{PATH}/{errand.record}")


@form(rounds, PATH, done=begun)
def begin(visit: Visit) -> Response:
    chosen = visit.typed.values("requests")
    try:
        whole = begin_round(visit.office, visit.actor, request_ids=chosen, floor=floor_typed(visit.typed))
    except InvalidContent as refusal:
        return _choosing(visit, refusal.faults)
    return visit.redirect(f"{PATH}/{whole.id}")


def floor_typed(typed: Typed) -> int:
    """The floor per mille from what was typed in per cent; beyond all that is allowed when it is no number."""
    percent = figure(typed.value("floor").replace("%", "").replace("％", ""))
    return 10 * percent if percent is not None else -1


def waiting(rows: Iterable[RequestRow]) -> list[RequestRow]:
    """Requests with somebody left to propose; an offer under way waits for its answer, not for a plan."""
    open_rows = (row for row in rows if row.state in PLANNABLE)
    return [row for row in open_rows if row.state != "offering" or row.proposals]


def _choosing(visit: Visit, errors: Mapping[str, str] | None = None) -> Response:
    office = visit.office
    watcher = watcher_for(office, visit.actor)
    # State by state: among all that are open, those that can be planned may lie behind hundreds that cannot.
    found = (row for state in PLANNABLE for row in office.cases.rows(watcher, state=state, limit=READ).rows)
    rows = sorted(waiting(found), key=lambda row: (str(row.submitted_at), row.id))[:MOST]
    fresh = {"requests": [row.id for row in rows], "floor": [str(FLOOR // 10)]}
    return visit.page(
        "console/rounds/new.html",
        status=422 if errors else 200,
        errors=errors or {},
        form=Typed(visit.typed.given if errors else fresh, errors or {}),
        options=[(row.id, f"{row.number}　{row.title}", _hint(visit, row)) for row in rows],
    )


def _hint(visit: Visit, row: RequestRow) -> str:
    return f"{names(visit.office.profile, row.municipalities)}／{REQUEST_STATES[row.state]}"
