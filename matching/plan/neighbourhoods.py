"""Large-neighbourhood search: a dozen experts who compete for the same requests are planned anew, exactly, then others."""

import numpy as np

from matching.plan.arrays import Flags, Real
from matching.plan.clock import Clock
from matching.plan.market import Market
from matching.plan.polishing import Polisher

SIZE = 16
"""Experts planned anew at once."""

REACH = 0.25
"""Pairs count whose reduced worth falls short by at most so much of the usual worth of a pair."""

BLOCK_SECONDS = 1.0


class Neighbourhoods:
    """Draws blocks of competing experts, those in doubt more often, and polishes the plan block by block."""

    def __init__(self, polisher: Polisher, *, average: Real, reduced: Real, seed: int) -> None:
        market = polisher.market
        usual = float(np.median(abs(market.worth - market.shortfall)))
        self.polisher, self.market = polisher, market
        self.allowed = (reduced > -REACH * usual) | (average > 0)
        self.pairs = np.nonzero(self.allowed)[0]
        self.doubt = 0.01 + np.bincount(market.expert, weights=average * (1 - average), minlength=market.experts)
        self.random = np.random.default_rng(seed)

    def run(self, plan: Flags, clock: Clock, *, target: float) -> Flags:
        """Polish until the plan is worth the target or time is up."""
        while not clock.over and self.market.worth[plan].sum() < target:
            plan = self.polisher.block(plan, self._draw(), self.allowed, clock.within(BLOCK_SECONDS))
            clock.tell("neighbourhoods", objective=self.market.objective(plan), bound=self.market.settled + target)
        return plan

    def _draw(self) -> Flags:
        """Experts around a doubtful one, joined by the requests they could serve."""
        drawn = np.zeros(self.market.experts, bool)
        drawn[self._pick(self.doubt, 1)] = True
        while drawn.sum() < SIZE:
            rivals = self._rivals(drawn)
            if not rivals.any():
                break
            drawn[self._pick(rivals, min(SIZE - int(drawn.sum()), int(drawn.sum())))] = True
        return drawn

    def _rivals(self, drawn: Flags) -> Real:
        """How many of the drawn experts' requests each other expert could serve."""
        expert, request = self.market.expert[self.pairs], self.market.request[self.pairs]
        wanted = np.zeros(self.market.requests)
        wanted[request[drawn[expert]]] = 1
        rivals = np.bincount(expert, weights=wanted[request], minlength=self.market.experts)
        rivals[drawn] = 0
        return rivals

    def _pick(self, weight: Real, count: int) -> Real:
        count = min(count, int((weight > 0).sum()))
        return self.random.choice(len(weight), count, replace=False, p=weight / weight.sum())
