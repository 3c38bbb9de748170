"""All rounds, newest first."""

from urllib.parse import urlencode

from chalice.app import Response

from chalicelib.web.guard import allows
from chalicelib.web.rounds.blueprint import PATH, rounds
from chalicelib.web.rounds.terms import KINDS, STATES
from chalicelib.web.serve import page
from chalicelib.web.visit import Visit


@page(rounds, PATH)
def list_rounds(visit: Visit) -> Response:
    found = visit.office.rounds.rows(cursor=visit.asked("cursor") or None)
    return visit.page(
        "console/rounds/list.html",
        rows=found.rows,
        states=STATES,
        kinds=KINDS,
        may_begin=allows("POST", PATH, visit.actor.role),
        first=PATH if visit.asked("cursor") else "",
        next=f"{PATH}?{urlencode({'cursor': found.cursor})}" if found.cursor else "",
    )
