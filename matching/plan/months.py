"""Month prices: what a half-day of an expert's month is worth, for every expert at once.

With month prices λ ≥ 0 an expert's best packing is worth at most  D = Σ λ·capacity + Σ max(0, r),  r = value − need·λ.
"""

from dataclasses import dataclass

import numpy as np

from matching.plan.arrays import Compact, Flags, Real, Whole, sums
from matching.plan.market import Market

STEP, SHRINK, PATIENCE = 0.3, 0.6, 3
STRETCH = 0.15
"""The unknown best packing is taken to lie so far below the bound when a step is sized."""


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """The pairs worth having at today's request prices, still in order of expert and first month."""

    pair: Whole
    expert: Whole
    value: Real
    need: Compact
    starts: Whole

    @classmethod
    def at(cls, market: Market, value: Real) -> "Wanted":
        """The pairs of positive value."""
        pair = np.nonzero(value > 1e-9)[0]
        expert = market.expert[pair]
        starts = np.searchsorted(expert, np.arange(market.experts + 1))
        return cls(pair=pair, expert=expert, value=value[pair], need=market.need[pair], starts=starts)

    def per_expert(self, amounts: Real) -> Real:
        """Sums of amounts over each expert's pairs."""
        return sums(self.expert, amounts, count=len(self.starts) - 1)

    def half_days(self, taken: Flags) -> Whole:
        """Half-days per expert and month of the taken pairs."""
        summed = np.zeros((len(self.pair) + 1, self.need.shape[1]), np.int64)
        np.cumsum(self.need * taken[:, None], axis=0, out=summed[1:])
        used: Whole = summed[self.starts[1:]] - summed[self.starts[:-1]]
        return used


@dataclass(slots=True, eq=False)
class MonthPrices:
    """The best month prices so far; each improvement starts from the last."""

    capacity: Real
    price: Real

    def improve(self, wanted: Wanted, *, steps: int) -> tuple[Real, Real]:
        """So many subgradient steps for every expert separately: the least bounds D, and the reduced values r there."""
        descent = _Descent(self.capacity, self.price, wanted)
        for _ in range(steps):
            descent.step()
        self.price = descent.best_price
        return descent.bound, descent.reduced(self.price)


class _Descent:
    """Subgradient descent on D(λ), one step size per expert, falling back to the best prices when it stalls."""

    def __init__(self, capacity: Real, price: Real, wanted: Wanted) -> None:
        self.capacity, self.wanted = capacity, wanted
        self.need = wanted.need.astype(float)
        self.price: Real = price.copy()
        self.best_price: Real = price.copy()
        self.bound = np.full(len(capacity), np.inf)
        self.size = np.full(len(capacity), STEP)
        self.stalled: Whole = np.zeros(len(capacity), int)

    def reduced(self, price: Real) -> Real:
        """What remains of each pair's value once its half-days are paid."""
        reduced: Real = self.wanted.value - np.einsum("pt,pt->p", self.need, price[self.wanted.expert])
        return reduced

    def step(self) -> None:
        """Price every month a little closer to where exactly the capacity is wanted."""
        reduced = self.reduced(self.price)
        wish = reduced > 0
        bound = (self.price * self.capacity).sum(axis=1) + self.wanted.per_expert(np.maximum(reduced, 0))
        back = self._remember(bound)
        idle: Real = self.capacity - self.wanted.half_days(wish)
        self.price[back] = self.best_price[back]
        idle[(self.price <= 0) & (idle > 0)] = 0
        length = (idle * idle).sum(axis=1)
        move = self.size * (STRETCH * self.bound + 1) / np.maximum(length, 1e-9)
        move[back | (length <= 1e-9)] = 0
        self.price = np.maximum(0, self.price - move[:, None] * idle)

    def _remember(self, bound: Real) -> Flags:
        better = bound < self.bound - 1e-9
        self.bound[better], self.best_price[better] = bound[better], self.price[better]
        self.stalled = np.where(better, 0, self.stalled + 1)
        back = self.stalled >= PATIENCE
        self.size[back] *= SHRINK
        self.stalled[back] = 0
        return back
