"""Large rounds: prices and packings bound the total, plans are rounded from them and improved; then the floors."""

from dataclasses import dataclass, replace

import numpy as np

from matching.plan.arrays import Flags, Real
from matching.plan.ascent import Steps
from matching.plan.clock import Clock
from matching.plan.draft import Draft, Fairness, promised
from matching.plan.exact import Effort
from matching.plan.fairness import Claims
from matching.plan.first_prices import settled_prices
from matching.plan.market import Market
from matching.plan.neighbourhoods import Neighbourhoods
from matching.plan.packing import Packer
from matching.plan.polishing import Polisher
from matching.plan.prices import RAMP, Pricing
from matching.plan.rounding import Rounder, agreement_key
from matching.plan.target import bracket

MOST_ROUNDS = 400
TARGET_ROUNDS = 100
PLAN_EVERY = 20
WARM_SIZE = 0.15
CLOSE_ENOUGH = 2e-4
"""A proven gap this small ends the search."""

PRICE_TIME = 0.6
"""Share of the time left that prices may take before the plan is polished with them."""

CORE_TIME = 0.4

PLAIN_TIME, TARGET_TIME = 0.5, 0.4
"""Shares of the time left for the plain plan and then for the fair target, when a floor is asked for."""


@dataclass(slots=True, eq=False)
class Search:
    """One pricing with the best plan rounded from it so far."""

    market: Market
    claims: Claims
    rounder: Rounder
    pricing: Pricing
    polisher: Polisher
    plan: Flags

    @property
    def value(self) -> float:
        """Worth of the best plan."""
        return float(self.market.worth[self.plan].sum())

    def run(self, clock: Clock, *, step: str) -> None:
        """Price and round until the gap is closed, the prices are best or time is up."""
        moving = True
        while moving and not clock.over and self.pricing.rounds < MOST_ROUNDS and not self._closed():
            moving = self.pricing.round(aim=self.value)
            if self.pricing.rounds % PLAN_EVERY == 0 or not moving:
                self._round_off(clock)
            settled = self.market.settled
            clock.tell(step, objective=settled + self.value, bound=settled + self.pricing.bound)

    def polish(self, clock: Clock, *, seed: int) -> None:
        """Decide what is in doubt exactly: the core first, then one neighbourhood after the other."""
        pricing = self.pricing
        if self._closed():
            return
        self.plan = self.polisher.core(self.plan, pricing.average, clock.within(CORE_TIME * clock.left))
        paid = np.einsum("pt,pt->p", self.market.need, pricing.packer.months.price[self.market.expert])
        reduced = pricing.worth() - pricing.price[self.market.request] - paid
        blocks = Neighbourhoods(self.polisher, average=pricing.average, reduced=reduced, seed=seed)
        self.plan = blocks.run(self.plan, clock, target=pricing.bound - 1)

    def _closed(self) -> bool:
        return self.pricing.bound - self.value <= CLOSE_ENOUGH * abs(self.value + self.market.settled)

    def _round_off(self, clock: Clock) -> None:
        worth = self.pricing.worth()
        key = agreement_key(self.market, self.pricing.average, worth, self.pricing.price)
        plan = self.rounder.fair_plan(key, worth, clock, floors=self.polisher.floors)
        holds = (self.claims.held(self.market, plan) >= self.polisher.floors - 1e-6).all()
        if holds and self.market.worth[plan].sum() > self.value:
            self.plan = plan


def plan_large(market: Market, claims: Claims, clock: Clock, *, start: Flags, share: float, effort: Effort) -> Draft:
    """The best plan found in time, with the bound that prices prove."""
    rounder, packer = Rounder(market, claims), Packer(market)
    start = rounder.improved(start, market.worth, clock)
    prices = settled_prices(market, packer.months, clock, aim=float(market.worth[start].sum()))
    fair = share > 0 and bool(claims.live.any())
    search = _search(market, claims, rounder, packer, start=start, level=0.0, price=prices, effort=effort)
    search.run(clock.within((PLAIN_TIME if fair else PRICE_TIME) * clock.left), step="prices")
    if not fair:
        search.polish(clock, seed=effort.seed)
        return Draft(search.plan, search.pricing.bound, Fairness(), "prices")
    target = bracket(
        market, claims, clock.within(TARGET_TIME * clock.left), rounder=rounder, start=search.plan,
        price=search.pricing.price, rounds=TARGET_ROUNDS, enough=claims.worst(market, search.plan) / share,
    )
    fairness = Fairness(target.low, target.high, promised(share, low=target.low, high=target.high))
    if claims.worst(market, search.plan) >= fairness.level - 1e-9:
        search.polisher = replace(search.polisher, floors=claims.floors(fairness.level))
        search.run(clock.within(PRICE_TIME * clock.left), step="prices")
        search.polish(clock, seed=effort.seed)
        return Draft(search.plan, search.pricing.bound, fairness, "prices")
    floored = _search(
        market, claims, rounder, packer, start=target.plan, level=fairness.level, price=search.pricing.price, effort=effort
    )
    floored.run(clock.within(PRICE_TIME * clock.left), step="floors")
    floored.polish(clock, seed=effort.seed)
    return Draft(floored.plan, min(search.pricing.bound, floored.pricing.bound), fairness, "prices with floors")


def _search(
    market: Market, claims: Claims, rounder: Rounder, packer: Packer, *, start: Flags, level: float, price: Real, effort: Effort
) -> Search:
    floors = claims.floors(level)
    point = np.concatenate([price, np.zeros(len(claims.due))])
    warm = level > 0
    steps = Steps(point, size=WARM_SIZE) if warm else Steps(point)
    pricing = Pricing(market, claims, packer, floors, steps, rounds=RAMP if warm else 0)
    return Search(market, claims, rounder, pricing, Polisher(market, claims, floors, effort), start)
