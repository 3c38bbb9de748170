"""Fairness between municipalities: what each holds, against what it could hold if its requests were alone."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from matching.plan.arrays import Flags, Real
from matching.plan.groups import Groups
from matching.plan.market import Market
from matching.plan.problem import Problem

SLACK = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Claims:
    """Every group's claim: utility = (score held by pins and plan) ÷ due; a group that is due nothing claims nothing."""

    groups: Groups
    due: Real
    settled: Real

    @classmethod
    def of(cls, problem: Problem, market: Market) -> Self:
        """The claims in this problem, with what the pins already give."""
        pinned = np.bincount(
            problem.request[market.pinned],
            weights=problem.score[market.pinned].astype(float),
            minlength=problem.requests,
        )
        due = problem.groups.totals(alone(problem)) if problem.groups.weight is None else problem.groups.weight
        return cls(groups=problem.groups, due=due, settled=problem.groups.totals(pinned))

    @property
    def live(self) -> Flags:
        """Which groups claim something."""
        return self.due > 0

    def held(self, market: Market, chosen: Flags) -> Real:
        """Score held by each group, pins included."""
        score = np.bincount(market.request[chosen], weights=market.score[chosen], minlength=market.requests)
        return self.settled + self.groups.totals(score)

    def utility(self, held: Real) -> Real:
        """Held ÷ due; 1 for a group that claims nothing."""
        return np.divide(held, self.due, out=np.ones(len(self.due)), where=self.live)

    def worst(self, market: Market, chosen: Flags) -> float:
        """The least utility of a group that claims something, 1 when none does."""
        utility = self.utility(self.held(market, chosen))
        return float(utility[self.live].min()) if self.live.any() else 1.0

    def floors(self, level: float) -> Real:
        """The score every group has to hold to reach this utility; no floor (−inf) where nothing is claimed or asked."""
        return np.where(self.live & (level > 0), level * self.due, -np.inf)


def alone(problem: Problem) -> Real:
    """What each request could obtain if it were the only one: its best scores for its places, by pairs that fit alone."""
    fits = (problem.need() <= problem.capacity[problem.expert]).all(axis=1)
    rows = np.nonzero(fits & (problem.score > 0))[0]
    rows = rows[np.lexsort((-problem.score[rows], problem.request[rows]))]
    request = problem.request[rows]
    rank = np.arange(len(rows)) - np.searchsorted(request, np.arange(problem.requests))[request]
    best = rows[rank < problem.places[request]]
    return np.bincount(problem.request[best], weights=problem.score[best].astype(float), minlength=problem.requests)
