"""The municipality's requests, newest first, and the button that begins one."""

from urllib.parse import urlencode

from chalice.app import Response

from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import UnknownCode
from chalicelib.service.save_draft import open_draft
from chalicelib.service.sight import watcher_for
from chalicelib.web import words
from chalicelib.web.municipality.blueprint import municipality
from chalicelib.web.serve import form, page
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

ROWS = 20


@page(municipality, "/requests")
def show_requests(visit: Visit) -> Response:
    state = visit.asked("state")
    if state and state not in words.REQUEST_STATES:
        raise UnknownCode("state", state)
    cursor = visit.asked("cursor") or None
    watcher = watcher_for(visit.office, visit.actor)
    found = visit.office.cases.rows(watcher, state=state or None, cursor=cursor, limit=ROWS)
    return visit.page(
        "requests/list.html",
        rows=found.rows,
        town=visit.office.profile.municipality(watcher).name,
        asked=Typed({"state": (state,)}),
        filtered=bool(state or cursor),
        first=_address(state=state) if cursor else "",
        next=_address(state=state, cursor=found.cursor) if found.cursor else "",
    )


def begun(visit: Visit, errand: Errand) -> Response:
    """The draft that was begun, at its first step."""
    return visit.redirect(f"/requests/{errand.record}/edit/officer")


@form(municipality, "/requests", done=begun)
def begin_request(visit: Visit) -> Response:
    assert visit.session
    user = visit.session.user
    known = {"officer_name": user.name, "officer_department": user.department, "officer_email": user.email}
    draft = open_draft(visit.office, visit.actor, {name: (value,) for name, value in known.items()})
    return visit.redirect(f"/requests/{draft.id}/edit/officer")


def _address(**asked: str | None) -> str:
    given = {name: value for name, value in asked.items() if value}
    return "/requests" + (f"?{urlencode(given)}" if given else "")
