"""Ties to municipalities and companies: declared and ended by the expert, and obeyed by every ranking."""

from collections.abc import Sequence

from chalice.app import Response
from pydantic import ValidationError

from chalicelib.domain.calendar import local_day, month_in_words, month_of, months_from
from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import InvalidContent, StaleVersion, UnknownCode
from chalicelib.domain.expert import Interest
from chalicelib.service.declare_interest import declare_interest, end_interest
from chalicelib.web import words
from chalicelib.web.forms.fault import by_control
from chalicelib.web.forms.figures import figure
from chalicelib.web.forms.own_record import InterestForm
from chalicelib.web.meanwhile import seen_in
from chalicelib.web.portal.blueprint import portal
from chalicelib.web.portal.own_record import own_record, record_page
from chalicelib.web.serve import form, page
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

PATH, END = "/expert/interests", "/expert/interests/end"
BEFORE, AHEAD = 36, 24
UNCHOSEN = {"since": "始まりの月を選んでください", "until": "終わりの月を選んでください"}


@page(portal, PATH)
def show_interests(visit: Visit) -> Response:
    return _page(visit, Typed())


def told(visit: Visit, errand: Errand) -> Response:
    """All declarations as they stand."""
    return visit.redirect(PATH)


@form(portal, PATH, done=told)
def declare(visit: Visit) -> Response:
    typed = visit.typed
    months = {"since": _months_since(visit), "until": ["", *_months_until(visit)]}
    unknown = {name: UNCHOSEN[name] for name, offered in months.items() if typed.value(name) not in offered}
    try:
        given = InterestForm.checked(typed)
        if not unknown:
            declare_interest(visit.office, visit.actor, visit.actor.id, given.interest, version=seen_in(typed))
            return visit.redirect(PATH)
    except ValidationError as wrong:
        unknown |= by_control(wrong)
    except InvalidContent as wrong:
        unknown = dict(wrong.faults)
    except UnknownCode:
        unknown = {"municipality": "市町は一覧にあるものから選んでください"}
    except StaleVersion:
        return _page(visit, typed, stale=True)
    return _page(visit, Typed(typed.given, unknown))


@form(portal, END, done=told)
def end(visit: Visit) -> Response:
    typed, place = visit.typed, figure(visit.typed.value("place"))
    until = f"end-{place}"
    try:
        if typed.value(until) not in _months_until(visit) or place is None:
            raise InvalidContent({"until": UNCHOSEN["until"]})
        version = seen_in(typed)
        end_interest(visit.office, visit.actor, visit.actor.id, place=place, until=typed.value(until), version=version)
    except InvalidContent as wrong:
        return _page(visit, Typed(typed.given, {until: wrong.faults["until"]}))
    except StaleVersion:
        return _page(visit, typed, stale=True)
    return visit.redirect(PATH)


def _page(visit: Visit, typed: Typed, *, stale: bool = False) -> Response:
    this_month = month_of(local_day(visit.office.now()))
    expert = own_record(visit)
    since = _months_since(visit)
    return record_page(
        visit,
        "interests",
        expert,
        typed,
        stale=stale,
        lasting=[(place, tie) for place, tie in enumerate(expert.interests) if _lasts(tie, this_month)],
        over=[tie for tie in expert.interests if not _lasts(tie, this_month)],
        kinds=list(words.INTERESTS.items()),
        towns=[(town.code, town.name) for town in visit.office.profile.municipalities.values()],
        since_months=[(month, _from(month, since[0])) for month in since],
        until_months=[(month, month_in_words(month)) for month in _months_until(visit)],
    )


def _lasts(tie: Interest, this_month: str) -> bool:
    return tie.until is None or tie.until >= this_month


def _months_since(visit: Visit) -> Sequence[str]:
    """From three years back to a year ahead."""
    year, month = month_of(local_day(visit.office.now())).split("-")
    return list(months_from(f"{int(year) - BEFORE // 12:04d}-{month}", BEFORE + 13))


def _months_until(visit: Visit) -> Sequence[str]:
    return list(months_from(month_of(local_day(visit.office.now())), AHEAD))


def _from(month: str, first: str) -> str:
    return f"{month_in_words(month)}かそれより前" if month == first else month_in_words(month)
