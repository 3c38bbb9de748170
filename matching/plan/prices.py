"""Request prices: the bound of a large round, and the packings that plans are rounded from.

For any prices μ ≥ 0 of requests and favours ν ≥ 0 of groups no plan that holds the floors is worth more than
    Σ_i best packing of expert i at worth + ν·score − μ  +  Σ_j places_j·μ_j  −  Σ_g ν_g·floor_g.
"""

from dataclasses import dataclass, field

import numpy as np

from matching.plan.arrays import Flags, Real
from matching.plan.ascent import Steps
from matching.plan.case import Case
from matching.plan.market import ROUNDING, Market
from matching.plan.packing import Packer

RAMP = 30
"""The first rounds only have to find the region: a narrow search will do."""

NARROW, WIDE = 50, 400
STEPS = 8
FORGET = 0.1
FAVOUR_SCALE = 1000.0
"""Favours are small beside prices; moving them in thousandths keeps one step size for both."""


@dataclass(slots=True, eq=False)
class Pricing:
    """One search for good prices: call round() again and again; the bound only falls, the average only matures."""

    case: Case
    packer: Packer
    floors: Real
    steps: Steps
    average: Real = field(init=False)
    rounds: int = 0

    def __post_init__(self) -> None:
        self.average = np.zeros(len(self.market.row))

    @property
    def market(self) -> Market:
        """The market priced."""
        return self.case.market

    @property
    def _floored(self) -> Flags:
        return np.isfinite(self.floors)

    @property
    def bound(self) -> float:
        """The least proven bound so far, in the market's worth."""
        return self.steps.bound

    @property
    def price(self) -> Real:
        """Request prices where the bound is least."""
        return self.steps.best[: self.market.requests]

    @property
    def favour(self) -> Real:
        """Group favours where the bound is least."""
        return self._favour(self.steps.best)

    def worth(self) -> Real:
        """Pair worths with the favours of their groups."""
        return self._favoured(self.favour)

    def round(self, *, aim: float) -> bool:
        """Pack every expert at today's prices and move the prices; False when they cannot get better."""
        self.rounds += 1
        price, favour = self.steps.point[: self.market.requests], self._favour(self.steps.point)
        packings = self.packer.pack(
            self._favoured(favour) - price[self.market.request],
            width=NARROW if self.rounds <= RAMP else WIDE,
            steps=STEPS,
        )
        bound = self._bound(packings.bound, price, favour)
        fresh = packings.chosen.astype(float)
        self.average = fresh if not self.average.any() else (1 - FORGET) * self.average + FORGET * fresh
        return self.steps.move(bound, self._gradient(packings.chosen), aim=aim)

    def _favour(self, point: Real) -> Real:
        return point[self.market.requests :] / FAVOUR_SCALE

    def _favoured(self, favour: Real) -> Real:
        weight = self.case.claims.groups.per_request(favour)
        return self.market.worth + weight[self.market.request] * self.market.score

    def _bound(self, packings: Real, price: Real, favour: Real) -> float:
        owed = np.where(self._floored, self.floors - self.case.claims.settled, 0)
        weight = self.case.claims.groups.per_request(favour)
        rest = self.market.cut.could_add(places=self.market.places, price=price, weight=weight)
        rounding = ROUNDING * self.market.experts
        return float(packings.sum() + self.market.places @ price - favour @ owed + rest + rounding)

    def _gradient(self, chosen: Flags) -> Real:
        placed = np.bincount(self.market.request[chosen], minlength=self.market.requests)
        over = np.where(self._floored, self.case.claims.held(self.market, chosen) - self.floors, 0)
        return np.concatenate([self.market.places - placed, over / FAVOUR_SCALE])
