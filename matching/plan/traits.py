"""Experts by single traits, one row of numbers a trait: made once, whichever needs ask for it."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.candidate import Candidate
from matching.need import Mode
from matching.parameters import FULL, Parameters
from matching.parts.skill import SHARES
from matching.plan.arrays import Compact, Flags, Whole, shaped, whole

UNKNOWN = -1
"""Minutes of travel that nobody has registered."""


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Experts, and what depends on the place of work: `minutes` one way (UNKNOWN if not registered) and how often a
    municipality is `known`, experts × places. Minutes and known of the candidates themselves do not count."""

    candidates: Sequence[Candidate]
    places: Sequence[str]
    minutes: Whole
    known: Whole

    def __post_init__(self) -> None:
        for name in ("minutes", "known"):
            table = whole(name, getattr(self, name), least=UNKNOWN if name == "minutes" else 0)
            object.__setattr__(self, name, shaped(name, table, len(self.candidates), len(self.places)))


@dataclass(slots=True, eq=False)
class Traits:
    """Rows over a pool's experts, kept once they are made."""

    pool: Pool
    parameters: Parameters
    _column: Mapping[str, int] = field(init=False)
    _kept: dict[Hashable, npt.NDArray[Any]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._column = {place: number for number, place in enumerate(self.pool.places)}

    def skill(self, code: str, level: int, weight: int) -> Compact:
        """w · min(L, R) · (60 / R)."""
        return self._once(
            ("skill", code, level, weight), lambda: weight * np.minimum(self._level(code), level) * (SHARES // level)
        )

    def holds(self, code: str, level: int) -> Flags:
        """Who holds the field at this level."""
        return self._once(("holds", code, level), lambda: self._level(code) >= level)

    def given(self, month: str, asked: int) -> Compact:
        """The half-days of a month that count: free, and no more than asked."""
        return self._once(("given", month, asked), lambda: np.clip(self._free(month), 0, asked))

    def has_free(self, month: str) -> Flags:
        """Who has a free half-day in the month."""
        return self._once(("has free", month), lambda: self._free(month) > 0)

    def under_cap(self, month: str, asked: int) -> Flags:
        """Whose cap allows so many half-days."""
        caps = (candidate.cap_left for candidate in self.pool.candidates)
        made = (cap is None or cap.get(month, asked) >= asked for cap in caps)
        return self._once(("cap", month, asked), lambda: self._row(made, bool))

    def active(self, first: str, last: str) -> Flags:
        """Whose term holds all months from first to last."""
        terms = ((candidate.active_from, candidate.active_to) for candidate in self.pool.candidates)
        made = (start <= first and (end is None or end >= last) for start, end in terms)
        return self._once(("active", first, last), lambda: self._row(made, bool))

    def conflicting(self) -> Flags:
        """Who has a conflicting interest."""
        return self._once("conflict", lambda: self._row((bool(c.conflicts) for c in self.pool.candidates), bool))

    def reaches(self, mode: Mode, place: str) -> Flags:
        """Who offers a way of working that the need allows."""
        on_site, online = mode != "online", mode != "on_site"
        return self._once(
            ("reaches", mode, place),
            lambda: (self._online() & online) | (self._works_at(place) & on_site),
        )

    def near(self, mode: Mode, place: str) -> Compact:
        """The place value and the known value, weighted."""
        weights = self.parameters.weights
        return self._once(
            ("near", mode, place),
            lambda: (
                weights.place * self._place(mode, place)
                + weights.known * FULL * (self.pool.known[:, self._column[place]] > 0).astype(np.int32)
            ),
        )

    def _place(self, mode: Mode, place: str) -> Compact:
        minutes = self.pool.minutes[:, self._column[place]]
        limits = [limit for limit, _ in self.parameters.travel]
        worths = np.array([*(value for _, value in self.parameters.travel), 0])
        travelled = np.where(minutes == UNKNOWN, 0, worths[np.searchsorted(limits, minutes)])
        at_home = self._row((candidate.base == place for candidate in self.pool.candidates), bool)
        on_site = np.where(at_home, self.parameters.same_municipality, travelled)
        visits = (mode == "on_site") | ((mode == "either") & self._works_at(place))
        return np.where(visits, on_site, self.parameters.online).astype(np.int32)

    def _level(self, code: str) -> Compact:
        return self._once(
            ("level", code), lambda: self._row((c.levels.get(code, 0) for c in self.pool.candidates), int)
        )

    def _free(self, month: str) -> Compact:
        return self._once(("free", month), lambda: self._row((c.free.get(month, 0) for c in self.pool.candidates), int))

    def _online(self) -> Flags:
        return self._once("online", lambda: self._row((c.online for c in self.pool.candidates), bool))

    def _works_at(self, place: str) -> Flags:
        return self._once(
            ("works at", place), lambda: self._row((c.works_at(place) for c in self.pool.candidates), bool)
        )

    def _row(self, values: Iterable[int], kind: type) -> npt.NDArray[Any]:
        return np.fromiter(values, np.dtype(bool if kind is bool else np.int32), len(self.pool.candidates))

    def _once(self, trait: Hashable, make: Callable[[], npt.NDArray[Any]]) -> npt.NDArray[Any]:
        if trait not in self._kept:
            self._kept[trait] = make()
        return self._kept[trait]
