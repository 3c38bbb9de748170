"""Single changes to a round, smallest first, for the question: what would bring this expert in?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matching.plan.problem import Pair, Problem

MOST_HALF_DAYS = 4
"""More half-days than this in one month is no small change."""


class Change(Protocol):
    """One thing that could be different."""

    def apply(self, problem: Problem) -> Problem:
        """The round with this change."""


@dataclass(frozen=True, slots=True)
class MoreHalfDays:
    """The expert has so many half-days more in one month."""

    expert: int
    month: int
    half_days: int

    def apply(self, problem: Problem) -> Problem:
        """The round with the extra half-days."""
        capacity = problem.capacity.copy()
        capacity[self.expert, self.month] += self.half_days
        return problem.changed(capacity=capacity)


@dataclass(frozen=True, slots=True)
class Admission:
    """The pair becomes possible, or better: with this score and these half-days per month. `rule` says what changed
    (a level, an area, online work), in the words of whoever ranks."""

    expert: int
    request: int
    score: int
    effort: tuple[int, ...]
    rule: str

    def apply(self, problem: Problem) -> Problem:
        """The round with the pair admitted at this score."""
        others = ~((problem.expert == self.expert) & (problem.request == self.request))
        return problem.changed(
            expert=np.append(problem.expert[others], self.expert),
            request=np.append(problem.request[others], self.request),
            score=np.append(problem.score[others], self.score),
            effort=np.vstack([problem.need(others), self.effort]),
        )


def more_half_days(problem: Problem, pair: Pair) -> Iterator[MoreHalfDays]:
    """Extra half-days for the pair's expert in a month the request needs, one first."""
    row = int(problem.find(np.array([pair]))[0])
    if row >= 0:
        months = np.nonzero(problem.need(row))[0].tolist()
        for half_days in range(1, MOST_HALF_DAYS + 1):
            yield from (MoreHalfDays(pair[0], month, half_days) for month in months)
