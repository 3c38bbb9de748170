"""Fairness between municipalities: what each holds, against what it could hold if its requests were alone."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from matching.plan.arrays import Flags, Real, sums
from matching.plan.groups import Groups
from matching.plan.market import Market
from matching.plan.pins import fits_alone
from matching.plan.problem import Problem

SLACK = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Claims:
    """Every group's claim: utility = score held by pins and plan ÷ due; a group that is due nothing claims nothing."""

    groups: Groups
    due: Real
    settled: Real

    @classmethod
    def of(cls, problem: Problem, market: Market) -> Self:
        """The claims in this problem, with what the pins already give."""
        pins = market.pinned
        pinned = sums(problem.request[pins], problem.score[pins], count=problem.requests)
        due = problem.groups.totals(alone(problem)) if problem.groups.weight is None else problem.groups.weight
        return cls(groups=problem.groups, due=due, settled=problem.groups.totals(pinned))

    @property
    def live(self) -> Flags:
        """Which groups claim something."""
        return self.due > 0

    def held(self, market: Market, chosen: Flags) -> Real:
        """Score held by each group, pins included."""
        score = sums(market.request[chosen], market.score[chosen], count=market.requests)
        return self.settled + self.groups.totals(score)

    def utility(self, held: Real) -> Real:
        """Held ÷ due; 1 for a group that claims nothing."""
        return np.divide(held, self.due, out=np.ones(len(self.due)), where=self.live)

    def floors(self, level: float) -> Real:
        """The score every group has to hold to reach this utility; −inf where nothing is claimed or asked."""
        return np.where(self.live & (level > 0), level * self.due, -np.inf)


def alone(problem: Problem) -> Real:
    """What each request could obtain if it were the only one: the best scores for its places among pairs that fit."""
    fits = fits_alone(problem, problem.capacity)
    rows = np.nonzero(fits & (problem.score > 0))[0]
    rows = rows[np.lexsort((-problem.score[rows], problem.request[rows]))]
    request = problem.request[rows]
    rank = np.arange(len(rows)) - np.searchsorted(request, np.arange(problem.requests))[request]
    best = rows[rank < problem.places[request]]
    return sums(problem.request[best], problem.score[best], count=problem.requests)
