"""All requests: narrowed by state and municipality, searched by number and title, page by page."""

import unicodedata
from collections.abc import Iterable
from urllib.parse import urlencode

from chalice.app import Response

from chalicelib.domain.request import RequestRow
from chalicelib.service.sight import watcher_for
from chalicelib.web.facts import names
from chalicelib.web.secretariat import choices
from chalicelib.web.secretariat.blueprint import secretariat
from chalicelib.web.serve import page
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

PATH = "/console/requests"


@page(secretariat, PATH)
def list_requests(visit: Visit) -> Response:
    office, towns = visit.office, choices.municipalities(visit.office.profile)
    state = choices.chosen(visit.asked("state"), choices.states())
    town = choices.chosen(visit.asked("municipality"), towns)
    watcher = town or watcher_for(office, visit.actor)
    found = office.cases.rows(watcher, state=state, cursor=visit.asked("cursor") or None)
    return visit.page(
        "console/requests.html",
        rows=matching(found.rows, visit.asked("q")),
        form=Typed({"q": [visit.asked("q")], "state": [state or ""], "municipality": [town or ""]}),
        names=names,
        states=choices.states(),
        towns=towns,
        first=PATH + _query(visit) if visit.asked("cursor") else "",
        next=PATH + _query(visit, cursor=found.cursor) if found.cursor else "",
    )


def matching(rows: Iterable[RequestRow], words: str) -> list[RequestRow]:
    """Those whose number or title holds the words, however wide they were typed.

    What was never submitted has no number, and is its town's alone.
    """
    wanted = _folded(words)
    return [row for row in rows if row.number and wanted in _folded(f"{row.number} {row.title}")]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _query(visit: Visit, **more: str) -> str:
    kept = {name: visit.asked(name) for name in ("q", "state", "municipality") if visit.asked(name)}
    return "?" + urlencode(kept | more) if kept or more else ""
