"""Large rounds: prices and packings bound the total, plans are rounded from them and improved; then the floors."""

from dataclasses import dataclass

import numpy as np

from matching.plan.arrays import Flags, Real
from matching.plan.ascent import Steps
from matching.plan.clock import Clock
from matching.plan.draft import Draft, Fairness, promised
from matching.plan.fairness import Claims
from matching.plan.market import Market
from matching.plan.packing import Packer
from matching.plan.prices import Pricing, first_prices
from matching.plan.rounding import Rounder, agreement_key
from matching.plan.target import bracket

MOST_ROUNDS = 400
TARGET_ROUNDS = 100
PLAN_EVERY = 10
CLOSE_ENOUGH = 2e-4
"""A proven gap this small ends the search."""

PLAIN_TIME, TARGET_TIME = 0.5, 0.4
"""Shares of the time left for the plain plan and then for the fair target, when a floor is asked for."""


@dataclass(slots=True, eq=False)
class Search:
    """One pricing with the best plan rounded from it so far."""

    market: Market
    claims: Claims
    rounder: Rounder
    pricing: Pricing
    plan: Flags
    floors: Real

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

    def _closed(self) -> bool:
        return self.pricing.bound - self.value <= CLOSE_ENOUGH * abs(self.value + self.market.settled)

    def _round_off(self, clock: Clock) -> None:
        worth = self.pricing.worth()
        key = agreement_key(self.market, self.pricing.average, worth, self.pricing.price)
        plan = self.rounder.fair_plan(key, worth, clock, floors=self.floors)
        holds = (self.claims.held(self.market, plan) >= self.floors - 1e-6).all()
        if holds and self.market.worth[plan].sum() > self.value:
            self.plan = plan


def plan_large(market: Market, claims: Claims, clock: Clock, *, start: Flags, share: float) -> Draft:
    """The best plan found in time, with the bound that prices prove."""
    rounder, packer = Rounder(market, claims), Packer(market)
    fair = share > 0 and bool(claims.live.any())
    search = _search(market, claims, rounder, packer, start=start, level=0.0, point=None)
    search.run(clock.within(PLAIN_TIME * clock.left) if fair else clock, step="prices")
    if not fair:
        return Draft(search.plan, search.pricing.bound, Fairness(), "prices")
    target = bracket(
        market, claims, clock.within(TARGET_TIME * clock.left), rounder=rounder, start=search.plan,
        price=search.pricing.price, rounds=TARGET_ROUNDS, enough=claims.worst(market, search.plan) / share,
    )
    fairness = Fairness(target.low, target.high, promised(share, low=target.low, high=target.high))
    if claims.worst(market, search.plan) >= fairness.level - 1e-9:
        search.run(clock, step="prices")
        return Draft(search.plan, search.pricing.bound, fairness, "prices")
    floored = _search(
        market, claims, rounder, packer, start=target.plan, level=fairness.level, point=search.pricing.price
    )
    floored.run(clock, step="floors")
    return Draft(floored.plan, min(search.pricing.bound, floored.pricing.bound), fairness, "prices with floors")


def _search(
    market: Market, claims: Claims, rounder: Rounder, packer: Packer, *, start: Flags, level: float, point: Real | None
) -> Search:
    floors = claims.floors(level)
    warm = point is not None
    price = point if point is not None else first_prices(market)
    steps = Steps(np.concatenate([price, np.zeros(len(claims.due))]), size=0.15 if warm else 0.5)
    pricing = Pricing(market, claims, packer, floors, steps, rounds=16 if warm else 0)
    return Search(market, claims, rounder, pricing, start, floors)
