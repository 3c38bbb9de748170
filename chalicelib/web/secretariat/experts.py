"""The shared experts: where they are based, what they know, and how free they are in the coming year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from chalice.app import Response

from chalicelib.domain.calendar import local_day, month_in_words, month_of, months_from
from chalicelib.domain.expert import Expert
from chalicelib.domain.profile import Profile
from chalicelib.web import words
from chalicelib.web.secretariat.blueprint import secretariat
from chalicelib.web.secretariat.cards import free_half_days
from chalicelib.web.serve import page
from chalicelib.web.visit import Visit

AHEAD = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """An expert in words; `absence` says why nobody can be asked to come now, empty when that is possible."""

    expert: Expert
    base: str
    fields: tuple[str, ...]
    areas: str
    interests: tuple[str, ...]
    free: Mapping[str, int]
    booked: int
    absence: str


@page(secretariat, "/console/experts")
def list_experts(visit: Visit) -> Response:
    office = visit.office
    months = list(months_from(month_of(local_day(office.now())), AHEAD))
    return visit.page(
        "console/experts.html",
        entries=[_entry(office.profile, expert, months) for expert in office.experts.experts()],
    )


def absence(expert: Expert, months: Sequence[str]) -> str:
    """`令和9年4月まで休止`, read from the months, of which the first is now; empty for an expert at work."""
    at_work = [_works(expert, month) for month in months]
    away = len(list(takewhile(lambda works: not works, at_work)))
    if away == 0:
        return ""
    return f"休止中（{month_in_words(months[away])}から稼働）" if away < len(months) else "休止中"


def _works(expert: Expert, month: str) -> bool:
    active = expert.active_from <= month <= (expert.active_to or month)
    return active and month in expert.months and expert.months[month].capacity > 0


def _entry(profile: Profile, expert: Expert, months: Sequence[str]) -> Entry:
    names = profile.words()
    by_level = sorted(expert.levels.items(), key=lambda held: (-held[1], held[0]))
    return Entry(
        expert=expert,
        base=profile.municipality(expert.base).name,
        fields=tuple(f"{names[code]}（レベル{level}　{words.LEVELS[level]}）" for code, level in by_level),
        areas="、".join(names[code] for code in sorted(expert.areas)),
        interests=_interests(expert),
        free=free_half_days(expert, months),
        booked=expert.engaged(months),
        absence=absence(expert, months),
    )


def _interests(expert: Expert) -> tuple[str, ...]:
    return tuple(
        f"{words.INTERESTS[tie.kind]}　{tie.party}（{month_in_words(tie.since)}〜"
        f"{month_in_words(tie.until) if tie.until else ''}）{tie.reason and f'　{tie.reason}'}"
        for tie in expert.interests
    )
