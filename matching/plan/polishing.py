"""Deciding together what single moves cannot: the exact programme on the pairs in doubt, for some experts or all."""

from dataclasses import dataclass

import numpy as np

from matching.plan.arrays import Flags, Real, Whole
from matching.plan.case import Case
from matching.plan.clock import Clock
from matching.plan.exact import WHOLE_SCORES
from matching.plan.pair_model import add_floors, pair_programme

RARELY, MOSTLY = 0.2, 0.9
"""Pairs packed in fewer of the recent rounds are out of the core; planned ones packed in more stay."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A part of a plan to decide anew: pairs that stay, pairs open (the plan's own among them)."""

    plan: Flags
    stays: Flags
    open_pairs: Flags

    @classmethod
    def of(cls, plan: Flags, *, stays: Flags, allowed: Flags) -> "Part":
        """Everything planned that does not stay is open, too."""
        return cls(plan, stays, (allowed | plan) & ~stays)


@dataclass(frozen=True, slots=True, eq=False)
class Polisher:
    """Re-decides parts of a plan exactly, keeping every group's floor."""

    case: Case
    floors: Real

    def core(self, plan: Flags, average: Real, clock: Clock) -> Flags:
        """All experts at once, but only the pairs the recent packings waver about."""
        stays = plan & (average > MOSTLY)
        part = Part.of(plan, stays=stays, allowed=average > RARELY)
        return self.case.market.better(plan, self.decide(part, clock, worth=self.case.market.worth))

    def block(self, plan: Flags, experts: Flags, allowed: Flags, clock: Clock) -> Flags:
        """Only these experts, but all pairs allowed."""
        part = self.part(plan, experts, allowed)
        return self.case.market.better(plan, self.decide(part, clock, worth=self.case.market.worth))

    def part(self, plan: Flags, experts: Flags, allowed: Flags) -> Part:
        """The part of the plan that these experts are."""
        mine = experts[self.case.market.expert]
        return Part.of(plan, stays=plan & ~mine, allowed=allowed & mine)

    def decide(self, part: Part, clock: Clock, *, worth: Real, floors: Real | None = None) -> Flags:
        """The plan of greatest worth with this part decided anew; the plan as it was if nothing is found in time."""
        market, claims = self.case.market, self.case.claims
        places = market.places - np.bincount(market.request[part.stays], minlength=market.requests)
        pairs = np.nonzero(part.open_pairs & (places[market.request] > 0))[0]
        if not len(pairs) or clock.over:
            return part.plan
        programme = pair_programme(
            market, pairs, gain=worth[pairs], places=places, capacity=market.capacity - self._used(part.stays)
        )
        owed = (self.floors if floors is None else floors) - claims.held(market, part.stays) + claims.settled
        add_floors(programme, self.case, pairs, floors=owed)
        hint = part.plan[pairs].astype(float)
        outcome = programme.solve(clock, self.case.effort, within=WHOLE_SCORES, start=hint)
        if outcome.values is None:
            return part.plan
        decided = part.stays.copy()
        decided[pairs[outcome.values > 0.5]] = True
        return decided

    def _used(self, chosen: Flags) -> Whole:
        market = self.case.market
        used = np.zeros_like(market.capacity)
        np.add.at(used, market.expert[chosen], market.need[chosen])
        return used
