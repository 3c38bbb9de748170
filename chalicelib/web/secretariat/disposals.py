"""What was kept for its years: chosen from a list by fiscal year and disposed of, with a reason; and what is gone."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby

from chalice.app import Response

from chalicelib.domain.calendar import era_year
from chalicelib.domain.disposal import ended_in
from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import IllegalMove, StaleVersion
from chalicelib.service.dispose_records import dispose_expert, dispose_request, due_for_disposal
from chalicelib.service.sight import watcher_for
from chalicelib.web.facts import names
from chalicelib.web.guard import allows
from chalicelib.web.secretariat.blueprint import secretariat
from chalicelib.web.serve import form, page
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

PATH = "/console/disposals"
# Each is a change of its own, and an answer takes ten seconds at most.
AT_ONCE, REASON, GONE = 20, 200, 50
NO_ERRORS: Mapping[str, str] = {}


@page(secretariat, PATH)
def show_disposals(visit: Visit) -> Response:
    return _page(visit)


def told(visit: Visit, errand: Errand) -> Response:
    """What is left, and what is gone."""
    return visit.redirect(PATH)


@form(secretariat, PATH, done=told)
def dispose(visit: Visit) -> Response:
    requests, experts = visit.typed.values("request"), visit.typed.values("expert")
    reason, errors = visit.typed.value("reason").strip(), {}
    if not 0 < len(requests) + len(experts) <= AT_ONCE:
        box = "expert" if experts and not requests else "request"
        errors[box] = f"廃棄するものを、一度に{AT_ONCE}件まで選んでください"
    if not 0 < len(reason) <= REASON:
        errors["reason"] = f"廃棄の理由を{REASON}文字までで入力してください"
    if errors:
        return _page(visit, errors)
    chosen = [*((dispose_request, each) for each in requests), *((dispose_expert, each) for each in experts)]
    try:
        for place, (deed, record) in enumerate(chosen, 1):
            actor = visit.actor if place == len(chosen) else visit.actor.on_the_way()
            deed(visit.office, actor, record, reason=reason)
    except (IllegalMove, StaleVersion):
        return _page(visit, stale=True)
    return visit.redirect(PATH)


def _page(visit: Visit, errors: Mapping[str, str] = NO_ERRORS, *, stale: bool = False) -> Response:
    office = visit.office
    due = due_for_disposal(office, visit.actor, cursor=visit.asked("cursor") or None)
    rows = sorted(due.requests, key=lambda row: (ended_in(row), row.id))
    gone = office.cases.rows(watcher_for(office, visit.actor), state="disposed", limit=GONE)
    return visit.page(
        "console/disposals.html",
        status=409 if stale else 422 if errors else 200,
        errors=errors,
        form=Typed(visit.typed.given, errors),
        stale=stale,
        may_dispose=allows("POST", PATH, visit.actor.role),
        years=[(_year(year), list(found)) for year, found in groupby(rows, key=ended_in)],
        experts=due.experts,
        gone=gone.rows,
        names=names,
        retention=office.profile.retention,
        next=f"{PATH}?cursor={due.cursor}" if due.cursor else "",
    )


def _year(year: int) -> str:
    return f"{era_year(date(year, 4, 1))}度"
