"""What is registered of an expert: what they keep themselves, and what only the secretariat changes."""

from collections.abc import Mapping
from typing import Any

from chalice.app import Response
from pydantic import ValidationError

from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import InvalidContent, StaleVersion, UnknownCode
from chalicelib.domain.expert import Expert
from chalicelib.service.keep_own_record import keep_fields, keep_profile
from chalicelib.web import words
from chalicelib.web.forms.choices import NO, YES
from chalicelib.web.forms.fault import by_control
from chalicelib.web.forms.own_record import ProfileForm
from chalicelib.web.meanwhile import seen_in
from chalicelib.web.portal.blueprint import portal
from chalicelib.web.portal.own_record import Told, own_record, record_page
from chalicelib.web.serve import form, page
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

PATH, FIELDS = "/expert/profile", "/expert/fields"
LABELS = {"about": "自己紹介", "telephone": "電話番号", "online": "オンラインでの支援", "areas": "訪問できる地域"}


def told(visit: Visit) -> Response:
    """The record as it stands."""
    return visit.redirect(PATH)


def told_again(visit: Visit, errand: Errand) -> Response:
    """The record as it stands: it was sent before."""
    return told(visit)


@page(portal, PATH)
def show_profile(visit: Visit) -> Response:
    expert = own_record(visit)
    return _profile_page(visit, expert, Typed(_profile_typed(expert)))


@form(portal, PATH, done=told_again)
def change_profile(visit: Visit) -> Response:
    typed, areas = visit.typed, frozenset(visit.typed.values("areas"))
    try:
        given = ProfileForm.checked(typed)
        keep_profile(
            visit.office,
            visit.actor,
            visit.actor.id,
            **given.model_dump(),
            areas=areas,
            version=seen_in(typed),
        )
    except ValidationError as wrong:
        return _profile_page(visit, own_record(visit), Typed(typed.given, by_control(wrong)))
    except UnknownCode:
        wrong_areas = {"areas": "訪問できる地域は一覧にあるものから選んでください"}
        return _profile_page(visit, own_record(visit), Typed(typed.given, wrong_areas))
    except StaleVersion:
        return _profile_page(visit, own_record(visit), Typed(typed.given), stale=True)
    return told(visit)


@page(portal, FIELDS)
def show_fields(visit: Visit) -> Response:
    expert = own_record(visit)
    return _fields_page(visit, expert, Typed(_fields_typed(expert)))


@form(portal, FIELDS, done=told_again)
def change_fields(visit: Visit) -> Response:
    typed, profile = visit.typed, visit.office.profile
    try:
        keep_fields(
            visit.office,
            visit.actor,
            visit.actor.id,
            levels=_levels(typed, profile.fields),
            skills=_levels(typed, profile.skills),
            version=seen_in(typed),
        )
    except InvalidContent as wrong:
        return _fields_page(visit, own_record(visit), Typed(typed.given, wrong.faults))
    except StaleVersion:
        return _fields_page(visit, own_record(visit), Typed(typed.given), stale=True)
    return told(visit)


def _levels(typed: Typed, terms: Mapping[str, Any]) -> dict[str, int]:
    """What is no level of ours counts as none."""
    chosen = {code: typed.value(code) for code in terms}
    return {code: int(level) for code, level in chosen.items() if level in ("1", "2", "3", "4", "5")}


def _profile_page(visit: Visit, expert: Expert, typed: Typed, *, stale: bool = False) -> Response:
    profile = visit.office.profile
    names = profile.words()
    stored, mine = (_profile_words(told, names) for told in (Typed(_profile_typed(expert)), typed))
    return record_page(
        visit,
        "profile",
        expert,
        typed,
        stale=stale,
        differences=[(LABELS[name], stored[name], mine[name]) for name in LABELS if stored[name] != mine[name]],
        areas=[(town.code, town.name) for town in profile.municipalities.values()]
        + [(place.code, place.name) for place in profile.places.values()],
        held=_held(expert, names),
        base=profile.municipality(expert.base).name,
    )


def _fields_page(visit: Visit, expert: Expert, typed: Typed, *, stale: bool = False) -> Response:
    profile = visit.office.profile
    terms = {**profile.fields, **profile.skills}
    stored = Typed(_fields_typed(expert))
    return record_page(
        visit,
        "fields",
        expert,
        typed,
        stale=stale,
        differences=[
            (term.name, _level(stored.value(code)), _level(typed.value(code)))
            for code, term in terms.items()
            if stored.value(code) != typed.value(code)
        ],
        levels=[(str(level), f"{level}　{words.LEVELS[level]}") for level in words.LEVELS],
    )


def _profile_typed(expert: Expert) -> Told:
    return {
        "about": (expert.about,),
        "telephone": (expert.telephone,),
        "online": (YES if expert.online else NO,),
        "areas": tuple(sorted(expert.areas)),
    }


def _profile_words(typed: Typed, names: Mapping[str, str]) -> dict[str, str]:
    areas = "、".join(names.get(code, code) for code in sorted(typed.values("areas")))
    online = {YES: "できる", NO: "できない"}.get(typed.value("online"), "")
    return {"about": typed.value("about"), "telephone": typed.value("telephone"), "online": online, "areas": areas}


def _fields_typed(expert: Expert) -> Told:
    return {code: (str(level),) for code, level in {**expert.levels, **expert.skills}.items()}


def _level(value: str) -> str:
    return f"レベル{value}" if value else "なし"


def _held(expert: Expert, names: Mapping[str, str]) -> list[str]:
    by_level = sorted({**expert.levels, **expert.skills}.items(), key=lambda held: (-held[1], held[0]))
    return [f"{names[code]}（レベル{level}　{words.LEVELS[level]}）" for code, level in by_level]
