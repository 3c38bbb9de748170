"""Why not this one: two ranked experts side by side, part by part."""

from dataclasses import dataclass

from matching.checks import must
from matching.parameters import DEFAULT, Parameters
from matching.parts import PART_NAMES
from matching.ranking import Ranked
from matching.sentence import Language, Sayable, Words


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of two scores, per mille, and what it counts for: `weight` out of `total`."""

    part: str
    better: int
    other: int
    weight: int
    total: int

    def points(self) -> str:
        """The points of the score gained (+) or lost (−) by this part, to a tenth."""
        tenths, rest = divmod(abs(self.weight * (self.better - self.other)) * 10, self.total)
        tenths += 2 * rest >= self.total
        return f"{'+' if self.better > self.other else '−'}{tenths // 10}.{tenths % 10}"


@dataclass(frozen=True, slots=True)
class Comparison(Sayable):
    """Two scores, the parts in which they differ, and the half-days engaged, which decide a tie."""

    better: str
    other: str
    scores: tuple[int, int]
    differences: tuple[Difference, ...]
    engaged: tuple[int, int]

    def _japanese(self, words: Words) -> str:
        (high, low), (fewer, more) = self.scores, self.engaged
        if high != low:
            return f"{high}点と{low}点で、{high - low}点の差（{self._said('ja', '、')}）"
        if fewer != more:
            return f"{high}点で同点。今年度に引き受けた半日が少ない方を先にした（{fewer}回と{more}回）"
        return f"{high}点で同点、今年度に引き受けた半日も同じ{fewer}回のため、番号の順にした"

    def _english(self, words: Words) -> str:
        (high, low), (fewer, more) = self.scores, self.engaged
        if high != low:
            return f"{high} against {low}, a difference of {high - low} ({self._said('en', ', ')})"
        if fewer != more:
            return f"Both {high}; fewer half-days engaged this fiscal year come first ({fewer} against {more})"
        return f"Both {high}, with {fewer} half-days engaged each, so the id decides"

    def _said(self, language: Language, separator: str) -> str:
        names = PART_NAMES[language]
        return separator.join(f"{names[difference.part]} {difference.points()}" for difference in self.differences)


def compare(better: Ranked, other: Ranked, *, parameters: Parameters = DEFAULT) -> Comparison:
    """The score difference of two experts of one ranking, made with these parameters; a Fault if `other` is above."""
    must(better.rank < other.rank, "better", what=f"ranked above {other.expert}", value=better.expert)
    weights = parameters.weights
    differences = (
        Difference(part, getattr(better.parts, part), getattr(other.parts, part), getattr(weights, part), weights.total)
        for part in better.parts._fields
    )
    return Comparison(
        better=better.expert,
        other=other.expert,
        scores=(better.score, other.score),
        differences=tuple(d for d in differences if d.better != d.other),
        engaged=(better.engaged, other.engaged),
    )
