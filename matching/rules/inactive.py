"""An expert serves from one month to another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from matching.candidate import Candidate
from matching.months import english_month, english_months, japanese_months, japanese_year_month
from matching.need import Need
from matching.reason import Reason, RuleName
from matching.sentence import Words


@dataclass(frozen=True, slots=True)
class NotActive(Reason):
    """The needed months outside the expert's term, and the term."""

    rule: ClassVar[RuleName] = "inactive"
    months: tuple[str, ...]
    active_from: str
    active_to: str | None

    def _japanese(self, words: Words) -> str:
        until = f"{japanese_year_month(self.active_to)}まで" if self.active_to else ""
        return f"{japanese_months(self.months)}は任期（{japanese_year_month(self.active_from)}から{until}）に入らない"

    def _english(self, words: Words) -> str:
        until = f" to {english_month(self.active_to)}" if self.active_to else ""
        return f"Not active in {english_months(self.months)} (active from {english_month(self.active_from)}{until})"


def inactive(need: Need, candidates: Iterable[Candidate]) -> Iterator[tuple[str, NotActive]]:
    """Every needed month must lie in the expert's term."""
    if not need.months:
        return
    first, last = need.months[0][0], need.months[-1][0]
    for candidate in candidates:
        start, end = candidate.active_from, candidate.active_to
        if start > first or (end is not None and end < last):
            outside = (month for month, _ in need.months if month < start or (end is not None and month > end))
            yield candidate.id, NotActive(tuple(outside), start, end)
