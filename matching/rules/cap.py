"""Caps bound how many half-days may be given to one expert, municipality or project."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from matching.candidate import Candidate
from matching.months import english_month, japanese_month
from matching.need import Need
from matching.reason import Reason, RuleName
from matching.sentence import Words


@dataclass(frozen=True, slots=True)
class CappedMonth:
    """The half-days that the caps still allow in a month, and those asked for."""

    month: str
    left: int
    asked: int


@dataclass(frozen=True, slots=True)
class OverCap(Reason):
    """The months in which the need exceeds what the caps still allow."""

    rule: ClassVar[RuleName] = "cap"
    months: tuple[CappedMonth, ...]

    def _japanese(self, words: Words) -> str:
        over = (f"{japanese_month(m.month)}は残り半日{m.left}回（必要{m.asked}回）" for m in self.months)
        return f"上限を超える：{'、'.join(over)}"

    def _english(self, words: Words) -> str:
        over = (f"{m.left} of {m.asked} half-days left in {english_month(m.month)}" for m in self.months)
        return f"Over the cap: {', '.join(over)}"


def cap(need: Need, candidates: Iterable[Candidate]) -> Iterator[tuple[str, OverCap]]:
    """What is asked must fit under the caps in every month: a cap is a limit, so part of it does not do."""
    for candidate in candidates:
        if candidate.cap_left is not None:
            left = candidate.cap_left
            for month, asked in need.months:
                if left.get(month, asked) < asked:
                    yield candidate.id, OverCap(tuple(_over(need, left)))
                    break


def _over(need: Need, left: Mapping[str, int]) -> Iterator[CappedMonth]:
    for month, asked in need.months:
        if left.get(month, asked) < asked:
            yield CappedMonth(month, max(0, left[month]), asked)
