"""How many half-days an expert has in the coming months, and when they are away; never less than is promised."""

from collections.abc import Sequence

from chalice.app import Response

from chalicelib.domain.calendar import local_day, month_in_words, month_of, months_from
from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import InvalidContent, StaleVersion
from chalicelib.domain.expert import Expert, MonthBook
from chalicelib.service.keep_experts import set_capacity
from chalicelib.service.keep_own_record import take_leave
from chalicelib.web.forms.figures import figure
from chalicelib.web.forms.limits import HALF_DAYS_A_MONTH
from chalicelib.web.meanwhile import seen_in
from chalicelib.web.portal.blueprint import portal
from chalicelib.web.portal.own_record import own_record, record_page
from chalicelib.web.serve import form, page
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

PATH, LEAVE = "/expert/capacity", "/expert/leave"
AHEAD, LEAVE_AHEAD = 12, 24
NOTHING = MonthBook(0)


@page(portal, PATH)
def show_capacity(visit: Visit) -> Response:
    expert = own_record(visit)
    return _page(visit, expert, Typed(_retyped(visit, expert)))


def told(visit: Visit, errand: Errand) -> Response:
    """The months as they stand."""
    return visit.redirect(PATH)


@form(portal, PATH, done=told)
def keep_capacity(visit: Visit) -> Response:
    expert = own_record(visit)
    given = {month: figure(visit.typed.value(f"months-{month}")) for month in _months(visit, expert)}
    right = {month: count for month, count in given.items() if count is not None and count <= HALF_DAYS_A_MONTH}
    if wrong := {f"months-{month}": _fault(month) for month in given if month not in right}:
        return _page(visit, expert, Typed(visit.typed.given, wrong))
    try:
        set_capacity(visit.office, visit.actor, visit.actor.id, months=right, version=seen_in(visit.typed))
    except InvalidContent as invalid:
        return _page(visit, expert, Typed(visit.typed.given, invalid.faults))
    except StaleVersion:
        return _page(visit, own_record(visit), Typed(visit.typed.given), stale=True)
    return visit.redirect(PATH)


@form(portal, LEAVE, done=told)
def keep_leave(visit: Visit) -> Response:
    since, until = visit.typed.value("since"), visit.typed.value("until")
    offered = _leave_months(visit)
    sentences = {"since": (since, "始まりの月を選んでください"), "until": (until, "終わりの月を選んでください")}
    wrong = {name: sentence for name, (month, sentence) in sentences.items() if month not in offered}
    try:
        if not wrong:
            version = seen_in(visit.typed)
            take_leave(visit.office, visit.actor, visit.actor.id, since=since, until=until, version=version)
            return visit.redirect(PATH)
    except InvalidContent as invalid:
        wrong = invalid.faults
    except StaleVersion:
        return _leave_page(visit, {}, stale=True)
    return _leave_page(visit, wrong)


def _leave_page(visit: Visit, errors: dict[str, str], *, stale: bool = False) -> Response:
    """The page with what was typed about the leave, and the months as they stand."""
    expert = own_record(visit)
    typed = Typed({**_retyped(visit, expert), **visit.typed.given}, errors)
    return _page(visit, expert, typed, stale=stale, leaving=True)


def _page(visit: Visit, expert: Expert, typed: Typed, *, stale: bool = False, leaving: bool = False) -> Response:
    months = _months(visit, expert)
    return record_page(
        visit,
        "capacity",
        expert,
        typed,
        stale=stale,
        differences=[] if leaving else _differences(expert, typed, months),
        months=[(month, expert.months.get(month, NOTHING)) for month in months],
        leave_months=[(month, month_in_words(month)) for month in _leave_months(visit)],
    )


def _months(visit: Visit, expert: Expert) -> Sequence[str]:
    """A year from this month, and what lies beyond it on the record."""
    coming = list(months_from(month_of(local_day(visit.office.now())), AHEAD))
    return sorted({*coming, *(month for month in expert.months if month > coming[-1])})


def _leave_months(visit: Visit) -> Sequence[str]:
    return list(months_from(month_of(local_day(visit.office.now())), LEAVE_AHEAD))


def _retyped(visit: Visit, expert: Expert) -> dict[str, tuple[str, ...]]:
    months = _months(visit, expert)
    return {f"months-{month}": (str(expert.months.get(month, NOTHING).capacity),) for month in months}


def _differences(expert: Expert, typed: Typed, months: Sequence[str]) -> list[tuple[str, str, str]]:
    stored = {month: str(expert.months.get(month, NOTHING).capacity) for month in months}
    mine = {month: typed.value(f"months-{month}") for month in months}
    return [(month_in_words(month), stored[month], mine[month]) for month in months if stored[month] != mine[month]]


def _fault(month: str) -> str:
    return f"{month_in_words(month)}は0から{HALF_DAYS_A_MONTH}までの整数で入力してください"
