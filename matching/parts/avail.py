"""How many of the half-days asked for are free."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from matching.candidate import Candidate
from matching.months import english_month, english_months, japanese_month, japanese_months
from matching.need import Need
from matching.parameters import FULL
from matching.sentence import Sayable, Words


@dataclass(frozen=True, slots=True)
class FreeMonth:
    """Free and asked half-days of a month."""

    month: str
    free: int
    asked: int

    @property
    def given(self) -> int:
        """The half-days that count: no more than asked."""
        return min(self.free, self.asked)


@dataclass(frozen=True, slots=True)
class AvailFacts(Sayable):
    """Free and asked half-days of every needed month; none when the months are undecided."""

    months: tuple[FreeMonth, ...]

    def _japanese(self, words: Words) -> str:
        if not self.months:
            return "月が決まっていないため、日程は全員0点"
        span, asked = japanese_months(self._named()), self._asked()
        short = [f"{japanese_month(m.month)}は{m.asked}回のうち{m.given}回" for m in self._short()]
        if short:
            return f"{span}に必要な半日{asked}回のうち{self._given()}回が空いている（{'、'.join(short)}）"
        if self._even():
            return f"{span}、毎月必要な半日{self.months[0].asked}回に足りる"
        return f"{span}に必要な半日{asked}回に足りる"

    def _english(self, words: Words) -> str:
        if not self.months:
            return "No month is decided yet, so availability is 0 for everybody"
        span, asked = english_months(self._named()), self._asked()
        short = [f"{m.given} of {m.asked} in {english_month(m.month)}" for m in self._short()]
        if short:
            return f"{self._given()} of {asked} half-days free in {span} ({', '.join(short)})"
        return f"All {asked} half-days free in {span}"

    def _named(self) -> list[str]:
        return [m.month for m in self.months]

    def _asked(self) -> int:
        return sum(m.asked for m in self.months)

    def _given(self) -> int:
        return sum(m.given for m in self.months)

    def _short(self) -> list[FreeMonth]:
        return [m for m in self.months if m.free < m.asked]

    def _even(self) -> bool:
        return len(self.months) > 1 and len({m.asked for m in self.months}) == 1


@dataclass(frozen=True, slots=True)
class Avail:
    """avail = 1000 · Σ min(free, asked) // Σ asked, over the months of the need."""

    months: tuple[tuple[str, int], ...]
    whole: int

    @classmethod
    def of(cls, need: Need) -> Self:
        """The measure of this need: its months and their half-days in all."""
        return cls(need.months, sum(asked for _, asked in need.months))

    def values(self, candidates: Iterable[Candidate]) -> list[int]:
        """The value of each, per mille; 0 when no month is asked for."""
        months, whole = self.months, self.whole or 1
        values = []
        for candidate in candidates:
            half_days, given = candidate.free, 0
            for month, asked in months:
                free = half_days.get(month, 0)
                if free >= asked:
                    given += asked
                elif free > 0:
                    given += free
            values.append(FULL * given // whole)
        return values

    def facts(self, candidate: Candidate) -> AvailFacts:
        """The half-days that the value was computed from."""
        return AvailFacts(
            tuple(FreeMonth(month, max(0, candidate.free.get(month, 0)), asked) for month, asked in self.months)
        )
