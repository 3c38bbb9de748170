"""How well off the worst-off municipality can be at most in a large round.

For any weights w ≥ 0 of groups with Σ w = 1, scores counted w ÷ due, and any request prices μ ≥ 0
    t* ≤ Σ_i best packing of expert i at weighted score − μ  +  Σ_j places_j·μ_j  +  Σ_g w_g·settled_g ÷ due_g.
"""

from dataclasses import dataclass, field

import numpy as np

from matching.plan.arrays import Flags, Real
from matching.plan.ascent import Steps
from matching.plan.case import Case
from matching.plan.clock import Clock
from matching.plan.market import ROUNDING
from matching.plan.packing import Packer
from matching.plan.prices import NARROW, RAMP, STEPS, WIDE

MEMORY = 0.7
"""How much of the last utilities stays in those that move the weights."""


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
        self._utility = utility if self._utility is None else MEMORY * self._utility + (1 - MEMORY) * utility
        weight = self.weight * np.exp(-self.rate * (self._utility - self.weight @ self._utility))
        self.weight = weight / weight.sum()

    def back(self) -> None:
        """Return to the best weights with smaller steps."""
        self.weight = self.best
        self.rate *= 0.8


class TargetBound:
    """Rounds of packing at weighted scores; the bound on t* only falls."""

    def __init__(self, case: Case, *, price: Real) -> None:
        claims = case.claims
        self.case, self.packer = case, Packer(case.market)
        self.due = np.where(claims.live, claims.due, np.inf)
        # Weighted scores are kept at the size of scores, so that the steps of prices fit.
        self.total = float(claims.due[claims.live].sum())
        self.weights = Weights(np.where(claims.live, claims.due, 0) / self.total)
        self.steps = Steps(price)
        self.rounds = 0

    @property
    def bound(self) -> float:
        """The least proven bound on t* so far."""
        return self.steps.bound / self.total

    def round(self, *, aim: float) -> None:
        """Pack at today's weights and prices, then move both."""
        self.rounds += 1
        market, price = self.case.market, self.steps.point
        weight = self.case.claims.groups.per_request(self.weights.weight * self.total / self.due)
        value = weight[market.request] * market.score - price[market.request]
        packings = self.packer.pack(value, width=NARROW if self.rounds <= RAMP else WIDE, steps=STEPS)
        bound = self._bound(packings.bound, price=price, weight=weight)
        if bound < self.steps.bound:
            self.weights.best = self.weights.weight
        self._move(packings.chosen, bound=bound, aim=aim)

    def _bound(self, packings: Real, *, price: Real, weight: Real) -> float:
        market, claims = self.case.market, self.case.claims
        settled = float((self.weights.weight * self.total / self.due) @ claims.settled)
        rest = market.cut.score_could_add(places=market.places, price=price, weight=weight)
        return float(packings.sum() + market.places @ price) + settled + rest + ROUNDING * market.experts

    def _move(self, chosen: Flags, *, bound: float, aim: float) -> None:
        market, claims = self.case.market, self.case.claims
        size = self.steps.size
        placed = np.bincount(market.request[chosen], minlength=market.requests)
        self.steps.move(bound, (market.places - placed).astype(float), aim=aim * self.total)
        if self.steps.size < size:
            self.weights.back()
        utility = claims.utility(claims.held(market, chosen))
        self.weights.move(np.where(claims.live, utility, 0.0))


def target_bound(case: Case, clock: Clock, *, price: Real, low: float, enough: float, rounds: int) -> float:
    """A proven bound on t*, lowered until it is `enough` or rounds or time are over; `low` is known to be reached."""
    high = case.best_conceivable()
    search = TargetBound(case, price=price)
    while search.rounds < rounds and not clock.over and high > enough:
        search.round(aim=max(low, 0.9 * high))
        high = min(high, search.bound)
        clock.tell("fairness", objective=low, bound=high)
    return max(low, high)
