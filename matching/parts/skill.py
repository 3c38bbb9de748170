"""How well the levels held cover those asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from matching.candidate import Candidate
from matching.need import HIGHEST_LEVEL, FieldNeed, Need
from matching.parameters import FULL
from matching.sentence import Sayable, Words, named

SHARES = 60
"""Divisible by every level from 1 to 5, so that min(held, required) / required stays a whole number of shares."""


@dataclass(frozen=True, slots=True)
class FieldLevel(Sayable):
    """The level held in a field, 0 when none, and the level required."""

    code: str
    held: int
    required: int

    @property
    def held_in_japanese(self) -> str:
        """The level held."""
        return f"レベル{self.held}" if self.held else "登録なし"

    @property
    def held_in_english(self) -> str:
        """The level held."""
        return f"level {self.held}" if self.held else "not registered"

    def _japanese(self, words: Words) -> str:
        return f"{named(self.code, words)}：{self.held_in_japanese}（必要{self.required}）"

    def _english(self, words: Words) -> str:
        return f"{named(self.code, words)}: {self.held_in_english} ({self.required} needed)"


@dataclass(frozen=True, slots=True)
class SkillFacts(Sayable):
    """The levels of every field asked for; none when the fields are undecided."""

    fields: tuple[FieldLevel, ...]

    def _japanese(self, words: Words) -> str:
        said = "、".join(field.sentence(words=words, language="ja") for field in self.fields)
        return said or "分野が決まっていないため、専門性は全員0点"

    def _english(self, words: Words) -> str:
        said = "; ".join(field.sentence(words=words, language="en") for field in self.fields)
        return said or "No field is decided yet, so skill is 0 for everybody"


@dataclass(frozen=True, slots=True)
class Skill:
    """skill = 1000 · Σ w·min(L, R)·(60/R) // (60 · Σ w), with levels L held and R required, weights w."""

    fields: tuple[FieldNeed, ...]
    worths: tuple[tuple[str, tuple[int, ...]], ...]
    whole: int

    @classmethod
    def of(cls, need: Need) -> Self:
        """The measure of this need: for each field, what every level from 0 to 5 is worth."""
        worths = tuple((field.code, _worth_by_level(field)) for field in need.fields)
        return cls(need.fields, worths, SHARES * sum(field.weight for field in need.fields))

    def values(self, candidates: Iterable[Candidate]) -> list[int]:
        """The value of each, per mille; 0 when no field is asked for."""
        worths, whole = self.worths, self.whole or 1
        values = []
        for candidate in candidates:
            levels, reached = candidate.levels, 0
            for code, worth in worths:
                reached += worth[levels.get(code, 0)]
            values.append(FULL * reached // whole)
        return values

    def facts(self, candidate: Candidate) -> SkillFacts:
        """The levels that the value was computed from."""
        return SkillFacts(
            tuple(FieldLevel(field.code, candidate.levels.get(field.code, 0), field.level) for field in self.fields)
        )


def _worth_by_level(field: FieldNeed) -> tuple[int, ...]:
    return tuple(field.weight * min(held, field.level) * SHARES // field.level for held in range(HIGHEST_LEVEL + 1))
