"""How well off the worst-off municipality can be in a large round: a plan from below, prices from above.

For any weights ν ≥ 0 of groups with Σ ν·due = 1 and any request prices μ ≥ 0
    t* ≤ Σ_i best packing of expert i at ν·score − μ  +  Σ_j places_j·μ_j  +  Σ_g ν_g·settled_g.
"""

from dataclasses import dataclass, field

import numpy as np

from matching.plan.arrays import Flags, Real
from matching.plan.ascent import Steps
from matching.plan.clock import Clock
from matching.plan.exact import best_conceivable
from matching.plan.fairness import Claims
from matching.plan.market import Market
from matching.plan.packing import Packer
from matching.plan.prices import NARROW, RAMP, STEPS, WIDE
from matching.plan.rounding import Rounder, agreement_key

CLOSE = 0.002
"""A bracket this narrow is as good as the value."""

PLAN_EVERY = 10
FORGET = 0.1
AHEAD = 0.02
"""Groups are pushed this far beyond the best worst-off utility known."""


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """t* lies between low and high; `plan` reaches low."""

    low: float
    high: float
    plan: Flags


@dataclass(slots=True, eq=False)
class Weights:
    """Group weights on the simplex, moved by multiplication towards the groups that are worst off."""

    weight: Real
    rate: float = 1.0
    best: Real = field(init=False)
    _utility: Real | None = None

    def __post_init__(self) -> None:
        self.best = self.weight

    def move(self, utility: Real) -> None:
        """Groups below the average gain weight."""
        self._utility = utility if self._utility is None else 0.7 * self._utility + 0.3 * utility
        weight = self.weight * np.exp(-self.rate * (self._utility - self.weight @ self._utility))
        self.weight = weight / weight.sum()

    def back(self) -> None:
        """Return to the best weights with smaller steps."""
        self.weight = self.best
        self.rate *= 0.8


class TargetSearch:
    """Rounds of packing at weighted scores; every few rounds a plan for the worst off."""

    def __init__(self, market: Market, claims: Claims, *, packer: Packer, price: Real) -> None:
        self.market, self.claims, self.packer = market, claims, packer
        self.due = np.where(claims.live, claims.due, np.inf)
        self.total = float(claims.due[claims.live].sum())
        self.weights = Weights(np.where(claims.live, claims.due, 0) / self.total)
        self.steps = Steps(price)
        self.average = np.zeros(len(market.row))
        self.rounds = 0

    def round(self, *, aim: float) -> float:
        """One round; returns the least bound on t* so far."""
        self.rounds += 1
        market, price = self.market, self.steps.point
        value = self._value(self.weights.weight)
        packings = self.packer.pack(
            value - price[market.request],
            width=NARROW if self.rounds <= RAMP else WIDE,
            steps=STEPS,
        )
        bound = self._bound(packings.bound, price)
        better = bound < self.steps.bound
        if better:
            self.weights.best = self.weights.weight
        fresh = packings.chosen.astype(float)
        self.average = fresh if self.rounds == 1 else (1 - FORGET) * self.average + FORGET * fresh
        size = self.steps.size
        placed = np.bincount(market.request[packings.chosen], minlength=market.requests)
        self.steps.move(bound, (market.places - placed).astype(float), aim=aim * self.total)
        if self.steps.size < size:
            self.weights.back()
        utility = self.claims.utility(self.claims.held(market, packings.chosen))
        self.weights.move(np.where(self.claims.live, utility, 0.0))
        return self.steps.bound / self.total

    def key(self) -> Real:
        """Placing order for a plan."""
        return agreement_key(self.market, self.average, self._value(self.weights.best), self.steps.best)

    def _value(self, weight: Real) -> Real:
        per_request = self.claims.groups.per_request(weight * self.total / self.due)
        return per_request[self.market.request] * self.market.score

    def _bound(self, packings: Real, price: Real) -> float:
        weight = self.weights.weight * self.total / self.due
        per_request = self.claims.groups.per_request(weight)
        cut = self.market.cut
        best_cut = np.maximum(0, per_request * cut.score - price)
        rest = float((np.minimum(self.market.places, cut.count) * best_cut).sum())
        rounding = 1e-6 * self.market.experts
        return float(packings.sum() + self.market.places @ price + weight @ self.claims.settled + rest + rounding)


def bracket(
    market: Market, claims: Claims, clock: Clock, *, rounder: Rounder, start: Flags, price: Real, rounds: int, enough: float
) -> Target:
    """Close in on t* until the bracket is close, `high` is proven below `enough`, or rounds or time are over."""
    search = TargetSearch(market, claims, packer=Packer(market), price=price)
    low, high, plan = claims.worst(market, start), best_conceivable(market, claims), start
    pushed = np.zeros(len(claims.due))
    while search.rounds < rounds and not clock.over and high - low > CLOSE and high > enough:
        high = min(high, search.round(aim=max(low, 0.9 * high if np.isfinite(high) else 0.0)))
        clock.tell("fairness", objective=low, bound=high)
        if search.rounds % PLAN_EVERY == 0:
            found, pushed = _push(market, claims, clock, rounder=rounder, key=search.key(), pushed=pushed, low=low)
            if claims.worst(market, found) > low:
                low, plan = claims.worst(market, found), found
    return Target(low=low, high=max(low, high), plan=plan)


def _push(
    market: Market, claims: Claims, clock: Clock, *, rounder: Rounder, key: Real, pushed: Real, low: float, tries: int = 5
) -> tuple[Flags, Real]:
    """Plans in which the groups behind count more and more; the best for the worst off."""
    best = plan = rounder.plan(key, _pushed_worth(market, claims, pushed), clock)
    for _ in range(tries):
        behind = np.where(claims.live, low + AHEAD - claims.utility(claims.held(market, plan)), 0)
        pushed = pushed + 2 * np.maximum(0, behind)
        plan = rounder.improve(_pushed_worth(market, claims, pushed), clock)
        best = plan if claims.worst(market, plan) > claims.worst(market, best) else best
    return best, pushed


def _pushed_worth(market: Market, claims: Claims, pushed: Real) -> Real:
    return market.worth * np.exp(claims.groups.per_request(pushed))[market.request]
