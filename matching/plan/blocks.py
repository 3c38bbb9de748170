"""Blocks of experts who compete for the same requests, drawn at random around a beginning."""

import numpy as np

from matching.plan.arrays import Flags, Real, sums
from matching.plan.market import Market

SIZE = 16
"""Experts planned anew at once: few enough for a programme solved in a few hundredths of a second."""

REACH = 0.25
"""Pairs count whose reduced worth falls short by at most so much of the usual worth of a pair."""


def within_reach(market: Market, *, reduced: Real, average: Real) -> Flags:
    """Pairs that could be in a good plan: nearly worth their prices, or packed lately."""
    usual = float(np.median(abs(market.worth - market.shortfall)))
    return (reduced > -REACH * usual) | (average > 0)


class Blocks:
    """Draws blocks of experts, joined by the requests they could serve among the pairs within reach."""

    def __init__(self, market: Market, reach: Flags, *, seed: int) -> None:
        pairs = np.nonzero(reach)[0]
        self.expert, self.request = market.expert[pairs], market.request[pairs]
        self.experts, self.requests = market.experts, market.requests
        self.random = np.random.default_rng(seed)

    def around(self, beginning: Real, *, size: int) -> Flags:
        """A block that begins with one expert drawn with these weights."""
        drawn = np.zeros(self.experts, bool)
        drawn[self.pick(beginning, 1)] = True
        return self.grown(drawn, size=size)

    def grown(self, drawn: Flags, *, size: int) -> Flags:
        """The block with rivals added until it is large enough."""
        while drawn.sum() < size:
            rivals = self._rivals(drawn)
            if not rivals.any():
                break
            drawn[self.pick(rivals, min(size - int(drawn.sum()), int(drawn.sum())))] = True
        return drawn

    def _rivals(self, drawn: Flags) -> Real:
        """How many of the drawn experts' requests each other expert could serve."""
        wanted = np.zeros(self.requests)
        wanted[self.request[drawn[self.expert]]] = 1
        rivals = sums(self.expert, wanted[self.request], count=self.experts)
        rivals[drawn] = 0
        return rivals

    def pick(self, weight: Real, count: int) -> Flags:
        """So many experts drawn with these weights."""
        count = min(count, int((weight > 0).sum()))
        chosen = self.random.choice(len(weight), count, replace=False, p=weight / weight.sum())
        return np.isin(np.arange(len(weight)), chosen)
