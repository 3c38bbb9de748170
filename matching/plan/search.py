"""One pricing with the best plan rounded from it so far, and the polish at its end."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from matching.plan.arrays import Flags, Real
from matching.plan.ascent import Steps
from matching.plan.blocks import Blocks, within_reach
from matching.plan.case import Case
from matching.plan.clock import Clock
from matching.plan.first_prices import settle_prices
from matching.plan.lifting import lift
from matching.plan.neighbourhoods import polish_blocks
from matching.plan.packing import Packer
from matching.plan.polishing import Polisher
from matching.plan.prices import RAMP, Pricing
from matching.plan.rounding import Rounder, agreement_key

MOST_ROUNDS = 400
PLAN_EVERY = 20
WARM_SIZE = 0.15
"""Prices that are nearly right move in smaller steps."""

CLOSE_ENOUGH = 2e-4
"""A proven gap this small ends the search."""

CORE_TIME = 0.5
"""Share of the polishing that the core may take; neighbourhoods have the rest."""

LIFT_SECONDS = 0.1
"""Share of the time left that a rounded plan may take to be lifted to the floors."""


@dataclass(slots=True, eq=False)
class Search:
    """Rounds of prices, plans every so many rounds; floors hold in every plan it keeps."""

    case: Case
    rounder: Rounder
    pricing: Pricing
    polisher: Polisher
    level: float
    first_bound: float
    plan: Flags

    @classmethod
    def begin(cls, case: Case, clock: Clock, *, start: Flags) -> Self:
        """A search without floors, from an improved start and settled prices."""
        market = case.market
        rounder, packer = Rounder(market), Packer(market)
        plan = rounder.improved(start, market.worth, clock)
        settled = settle_prices(market, packer.months, clock, aim=float(market.worth[plan].sum()))
        point = np.concatenate([settled.best, np.zeros(len(case.claims.due))])
        floors = case.claims.floors(0.0)
        pricing = Pricing(case, packer, floors, Steps(point))
        return cls(case, rounder, pricing, Polisher(case, floors), 0.0, settled.bound, plan)

    def with_floors(self, level: float, *, start: Flags) -> "Search":
        """The same prices and schedules, now with this level promised to every group; `start` keeps it."""
        floors = self.case.claims.floors(level)
        steps = Steps(self.pricing.steps.best, size=WARM_SIZE)
        pricing = replace(self.pricing, floors=floors, steps=steps, rounds=RAMP)
        pricing.average = self.pricing.average
        return replace(
            self, pricing=pricing, polisher=Polisher(self.case, floors), level=level, first_bound=self.bound, plan=start
        )

    @property
    def bound(self) -> float:
        """The least bound proven so far; what holds without floors holds with them."""
        return min(self.first_bound, self.pricing.bound)

    @property
    def value(self) -> float:
        """Worth of the best plan."""
        return float(self.case.market.worth[self.plan].sum())

    @property
    def closed(self) -> bool:
        """Whether the gap is as good as none."""
        return self.bound - self.value <= CLOSE_ENOUGH * abs(self.value + self.case.market.settled)

    def run(self, clock: Clock, *, step: str) -> None:
        """Price and round until the gap is closed, the prices are best or time is up."""
        moving = True
        while moving and not clock.over and self.pricing.rounds < MOST_ROUNDS and not self.closed:
            moving = self.pricing.round(aim=self.value)
            if self.pricing.rounds % PLAN_EVERY == 0 or not moving:
                self._round_off(clock)
            settled = self.case.market.settled
            clock.tell(step, objective=settled + self.value, bound=settled + self.bound)

    def polish(self, clock: Clock) -> None:
        """Decide what is in doubt exactly: the core first, then one neighbourhood after the other."""
        if self.closed or clock.over:
            return
        self._round_off(clock)
        average = self.pricing.average
        self.plan = self.polisher.core(self.plan, average, clock.within(CORE_TIME * clock.left))
        reach = self._reach()
        self.plan = polish_blocks(
            self.polisher,
            self.plan,
            clock,
            blocks=self._blocks(reach),
            reach=reach,
            average=average,
            target=self.bound - 1,
        )

    def lifted(self, plan: Flags, clock: Clock, *, level: float) -> Flags:
        """The plan with every group at the level, as far as that is found in time."""
        reach = self._reach()
        return lift(self.polisher, plan, clock, level=level, blocks=self._blocks(reach), reach=reach)

    def _round_off(self, clock: Clock) -> None:
        worth = self.pricing.worth()
        key = agreement_key(self.case.market, self.pricing.average, worth, self.pricing.price)
        plan = self.rounder.plan(key, worth, clock)
        if self.level > 0:
            plan = self.lifted(plan, clock.within(LIFT_SECONDS * clock.left), level=self.level)
        if self.case.worst(plan) >= self.level - 1e-9:
            self.plan = self.case.market.better(self.plan, plan)

    def _reach(self) -> Flags:
        return within_reach(self.case.market, reduced=self._reduced(), average=self.pricing.average)

    def _reduced(self) -> Real:
        market = self.case.market
        paid = np.einsum("pt,pt->p", market.need, self.pricing.packer.months.price[market.expert])
        reduced: Real = self.pricing.worth() - self.pricing.price[market.request] - paid
        return reduced

    def _blocks(self, reach: Flags) -> Blocks:
        return Blocks(self.case.market, reach, seed=self.case.effort.seed)
