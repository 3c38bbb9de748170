"""An expert, as the engine sees one: an id and numbers, never a name."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.checks import at_least, flag, month, text, texts, whole, within
from matching.need import HIGHEST_LEVEL


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expert who may be asked; faulty values raise a Fault.

    `levels` by field code (0 to 5); `free` half-days by month (a month not named has none; below zero is overbooked);
    `minutes` one way from `base` to the place of work, None when unknown; `areas` are the municipalities where on-site
    work is possible; active from month to month, None without end; `known` counts how often this municipality was
    served; `conflicts` name each conflicting interest; `engaged` half-days of this fiscal year; `cap_left` half-days
    the caps still allow by month (a month not named is not capped).
    """

    id: str
    levels: Mapping[str, int]
    free: Mapping[str, int]
    minutes: int | None
    base: str
    areas: frozenset[str]
    online: bool
    active_from: str
    active_to: str | None
    known: int
    conflicts: tuple[str, ...]
    engaged: int
    cap_left: Mapping[str, int] | None = None

    def __post_init__(self) -> None:
        text("id", self.id)
        text("base", self.base)
        texts("areas", self.areas)
        texts("conflicts", self.conflicts)
        flag("online", self.online)
        self._check_counts()
        self._check_months()

    def works_at(self, place: str) -> bool:
        """Whether on-site work in this municipality is possible: at home, and in the areas agreed."""
        return place == self.base or place in self.areas

    def _check_counts(self) -> None:
        for code, level in self.levels.items():
            within(f"levels.{code}", level, low=0, high=HIGHEST_LEVEL)
        at_least("known", self.known, low=0)
        at_least("engaged", self.engaged, low=0)
        if self.minutes is not None:
            at_least("minutes", self.minutes, low=0)

    def _check_months(self) -> None:
        month("active_from", self.active_from)
        if self.active_to is not None:
            month("active_to", self.active_to)
        _check_half_days("free", self.free)
        _check_half_days("cap_left", self.cap_left or {})


def _check_half_days(where: str, months: Mapping[str, int]) -> None:
    for named, half_days in months.items():
        month(where, named)
        whole(f"{where}.{named}", half_days)
