"""The experts of a year: what they know, where they go, whom they have ties with, and how much time they have."""

import random
from collections.abc import Iterator

from benchmarks.year.scale import Scale
from benchmarks.year.season import months_of
from chalicelib.domain.expert import Expert, Interest, InterestKind, MonthBook

VENDORS = tuple(f"架空{letter}システム株式会社" for letter in "甲乙丙丁戊己庚辛壬癸")
# Requests of the last months ask for help in the first months of the next year.
BEYOND = 4


def popular(fields: list[str]) -> list[float]:
    """How much each field is in demand, and known: a few are everybody's, most are rare."""
    return [1 / (place + 2) for place in range(len(fields))]


def pool(scale: Scale, chance: random.Random, first_month: str) -> Iterator[Expert]:
    """All experts, with their half-days of every month of the year and a little more."""
    months = months_of(first_month, scale.months + BEYOND)
    for place in range(1, scale.experts + 1):
        yield _expert(scale, chance, f"e{place:04d}", months)


def _expert(scale: Scale, chance: random.Random, expert_id: str, months: list[str]) -> Expert:
    fields = list(scale.profile.fields)
    base = chance.choice(scale.towns())
    known = set(chance.choices(fields, popular(fields), k=24))
    ties = chance.sample(VENDORS, chance.choice([0, 0, 1, 2]))
    return Expert(
        id=expert_id,
        name=f"見本 {expert_id}",
        kana="みほん",
        email=f"{expert_id}@experts.example.jp",
        telephone="090-0000-0000",
        base=base,
        levels={code: chance.randint(2, 5) for code in sorted(known)},
        skills={code: chance.randint(1, 5) for code in chance.sample(list(scale.profile.skills), 4)},
        experience_years=chance.randint(3, 30),
        months={month: MonthBook(chance.randint(*scale.capacity)) for month in months},
        areas=frozenset({base, *scale.near(base)}),
        online=chance.random() < 0.85,
        half_day_yen=scale.profile.rates.half_day_yen,
        active_from="2020-04",
        interests=tuple(Interest(InterestKind.EMPLOYER, tie, "2018-04") for tie in ties),
    )
