"""Deciding together what single moves cannot: the exact programme on the pairs in doubt, for some experts or all."""

from dataclasses import dataclass

import numpy as np

from matching.plan.arrays import Flags, Real
from matching.plan.clock import Clock
from matching.plan.exact import WHOLE_SCORES, Effort
from matching.plan.fairness import Claims
from matching.plan.market import Market
from matching.plan.pair_model import add_floors, pair_programme

RARELY, MOSTLY = 0.2, 0.9
"""Pairs packed in fewer of the recent rounds are out of the core; planned ones packed in more stay."""


@dataclass(frozen=True, slots=True, eq=False)
class Polisher:
    """Re-decides parts of a plan exactly; never returns a worse one, and keeps the floors."""

    market: Market
    claims: Claims
    floors: Real
    effort: Effort

    def core(self, plan: Flags, average: Real, clock: Clock) -> Flags:
        """All experts at once, but only the pairs the recent packings waver about."""
        stays = plan & (average > MOSTLY)
        return self.decide(plan, (average > RARELY) & ~stays, stays=stays, clock=clock)

    def block(self, plan: Flags, experts: Flags, allowed: Flags, clock: Clock) -> Flags:
        """Only these experts, but all pairs allowed."""
        mine = experts[self.market.expert]
        return self.decide(plan, allowed & mine, stays=plan & ~mine, clock=clock)

    def decide(self, plan: Flags, allowed: Flags, *, stays: Flags, clock: Clock) -> Flags:
        """The best plan that keeps `stays` and otherwise chooses among allowed and planned pairs."""
        market = self.market
        places = market.places - np.bincount(market.request[stays], minlength=market.requests)
        open_pairs = (allowed | plan) & ~stays & (places[market.request] > 0)
        pairs = np.nonzero(open_pairs)[0]
        if not len(pairs):
            return plan
        capacity = market.capacity - self._used(stays)
        programme = pair_programme(market, pairs, gain=market.worth[pairs], places=places, capacity=capacity)
        owed = self.floors - self.claims.held(market, stays) + self.claims.settled
        add_floors(programme, market, self.claims, pairs, floors=owed)
        outcome = programme.solve(
            clock,
            threads=self.effort.threads,
            seed=self.effort.seed,
            within=WHOLE_SCORES,
            start=plan[pairs].astype(float),
        )
        if outcome.values is None or outcome.value <= market.worth[plan & ~stays].sum() + 0.5:
            return plan
        found = stays.copy()
        found[pairs[outcome.values > 0.5]] = True
        return found

    def _used(self, chosen: Flags) -> Real:
        used = np.zeros_like(self.market.capacity)
        np.add.at(used, self.market.expert[chosen], self.market.need[chosen])
        return used
