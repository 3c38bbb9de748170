"""Somebody without a free half-day in a needed month cannot come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from matching.candidate import Candidate
from matching.months import english_months, japanese_months
from matching.need import Need
from matching.reason import Reason, RuleName
from matching.sentence import Words


@dataclass(frozen=True, slots=True)
class NothingFree(Reason):
    """The needed months without a free half-day."""

    rule: ClassVar[RuleName] = "capacity"
    months: tuple[str, ...]

    def _japanese(self, words: Words) -> str:
        return f"{japanese_months(self.months)}に空いている半日がない"

    def _english(self, words: Words) -> str:
        return f"No free half-day in {english_months(self.months)}"


def capacity(need: Need, candidates: Iterable[Candidate]) -> Iterator[tuple[str, NothingFree]]:
    """Every needed month must have a free half-day; having fewer than asked only lowers the score."""
    months = [month for month, _ in need.months]
    for candidate in candidates:
        free = candidate.free
        for month in months:
            if free.get(month, 0) <= 0:
                yield candidate.id, NothingFree(tuple(month for month in months if free.get(month, 0) <= 0))
                break
