"""Rounds of a single month (generalised assignment, paper–reviewer assignment): there the linear relaxation is strong.

Its reduced gains tell which few pairs of a request matter; on this core the exact programme is small.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from matching.plan.arrays import Flags, Real, Whole
from matching.plan.clock import Clock
from matching.plan.draft import Draft, Fairness, promised
from matching.plan.exact import WHOLE_SCORES, Effort, best_conceivable
from matching.plan.fairness import Claims
from matching.plan.market import Market
from matching.plan.pair_model import add_floors, add_levels, pair_programme
from matching.plan.programme import Outcome

MOST_PAIRS = 250_000
CORES = (3, 6)
"""So many pairs a place are in the core, first a narrow one, then a broader one with the time that is left."""

NARROW_TIME = 0.6

ALL_PAIRS, FAIR_CORE = 20_000, 12
"""Fairness looks at all pairs up to so many, beyond at so many a place."""


def is_one_month(market: Market) -> bool:
    """Whether the relaxation is worth solving first."""
    return market.months == 1 and len(market.row) <= MOST_PAIRS


@dataclass(frozen=True, slots=True, eq=False)
class OneMonth:
    """The programmes of a one-month market. With `fill` every place is filled and a shortfall needs no price."""

    market: Market
    claims: Claims
    effort: Effort
    fill: bool

    @classmethod
    def of(cls, market: Market, claims: Claims, effort: Effort) -> Self:
        """Filled wherever a shortfall has a price; the relaxation tells later whether that is possible."""
        return cls(market, claims, effort, fill=market.shortfall > 0)

    @property
    def offset(self) -> float:
        """What filling all places adds to the worth."""
        return self.market.shortfall * float(self.market.places.sum()) if self.fill else 0.0

    @property
    def gain(self) -> Real:
        """Pair worths without the price of a shortfall that cannot happen."""
        return self.market.worth - (self.market.shortfall if self.fill else 0.0)

    def solve(
        self, pairs: Whole, clock: Clock, *, floors: Real, whole: bool, start: Flags | None = None
    ) -> Outcome:
        """The best total over these pairs, relaxed or whole."""
        programme = pair_programme(self.market, pairs, gain=self.gain[pairs], fill=self.fill)
        programme.whole = np.full(len(pairs), whole)
        add_floors(programme, self.market, self.claims, pairs, floors=floors)
        hint = None if start is None else start[pairs].astype(float)
        return programme.solve(
            clock, threads=self.effort.threads, seed=self.effort.seed, within=WHOLE_SCORES, start=hint
        )

    def fairest(self, pairs: Whole, clock: Clock, *, whole: bool) -> Outcome:
        """The best worst-off utility over these pairs, relaxed or whole."""
        programme = pair_programme(self.market, pairs, gain=np.zeros(len(pairs)), fill=self.fill)
        programme.whole = np.full(len(pairs), whole)
        most = best_conceivable(self.market, self.claims)
        programme.add_columns(gain=np.ones(1), lower=np.array([-np.inf]), upper=np.array([most]))
        levels = np.full(int(self.claims.live.sum()), len(pairs))
        add_levels(programme, self.market, self.claims, pairs, columns=levels)
        return programme.solve(clock, threads=self.effort.threads, seed=self.effort.seed)

    def flags(self, pairs: Whole, outcome: Outcome) -> Flags:
        """The chosen pairs of an outcome."""
        chosen = np.zeros(len(self.market.row), bool)
        if outcome.values is not None:
            chosen[pairs[outcome.values[: len(pairs)] > 0.5]] = True
        return chosen

    def core(self, reduced: Real, *, a_place: int, keep: Flags) -> Whole:
        """The pairs of greatest reduced gain, so many a place on average, and those to keep."""
        best = np.argsort(-reduced, kind="stable")[: a_place * int(self.market.places.sum())]
        chosen = keep.copy()
        chosen[best] = True
        return np.nonzero(chosen)[0]


def plan_one_month(
    market: Market, claims: Claims, clock: Clock, *, start: Flags, share: float, effort: Effort
) -> Draft | None:
    """The plan from relaxation and core; None when the relaxation finds no way to keep to the rules in time."""
    model = OneMonth.of(market, claims, effort)
    every = np.arange(len(market.row))
    fairness, fair = _fairness(model, every, clock, share=share, start=start)
    floors = claims.floors(fairness.level)
    relaxed = model.solve(every, clock, floors=floors, whole=False)
    if relaxed.values is None or not relaxed.optimal:
        return None
    plan = _from_cores(model, relaxed, clock, floors=floors, fair=fair)
    return None if plan is None else Draft(plan, relaxed.value + model.offset, fairness, "relaxation and core")


def _from_cores(model: OneMonth, relaxed: Outcome, clock: Clock, *, floors: Real, fair: Flags) -> Flags | None:
    """Plans from a narrow core and then a broader one; `fair` holds the floors, whatever else is found."""
    market = model.market
    filled = np.bincount(market.request[fair], minlength=market.requests) >= market.places
    plan = fair if filled.all() or not model.fill else None
    for a_place in CORES:
        if plan is not None and market.worth[plan].sum() >= np.floor(relaxed.value + model.offset + 1e-6):
            break
        support = relaxed.values > 1e-9 if relaxed.values is not None else fair
        keep = support if plan is None else support | plan
        pairs = model.core(relaxed.reduced, a_place=a_place, keep=keep)
        share = NARROW_TIME if a_place == CORES[0] else 1.0
        outcome = model.solve(pairs, clock.within(share * clock.left), floors=floors, whole=True, start=plan)
        if outcome.values is not None:
            found = model.flags(pairs, outcome)
            plan = found if plan is None else market.better(plan, found)
    return plan


def _fairness(model: OneMonth, every: Whole, clock: Clock, *, share: float, start: Flags) -> tuple[Fairness, Flags]:
    market, claims = model.market, model.claims
    if share <= 0 or not claims.live.any():
        return Fairness(), start
    relaxed = model.fairest(every, clock.within(NARROW_TIME * clock.left), whole=False)
    low, fair = claims.worst(market, start), start
    if not relaxed.optimal:
        return Fairness(low, best_conceivable(market, claims), low), fair
    high = _on_grid(market, claims, relaxed.value)
    pairs = every if len(every) <= ALL_PAIRS else model.core(market.score, a_place=FAIR_CORE, keep=start)
    outcome = model.solve(
        pairs, clock.within(NARROW_TIME * clock.left), floors=claims.floors(high), whole=True, start=None
    )
    if outcome.values is not None:
        fair = model.flags(pairs, outcome)
        low = claims.worst(market, fair)
    high = max(low, high)
    return Fairness(low, high, promised(share, low=low, high=high)), fair


def _on_grid(market: Market, claims: Claims, level: float) -> float:
    """The level rounded down to what sums of whole scores can reach when every group is due the same."""
    due = claims.due[claims.live]
    if claims.groups.joint or (due != due[0]).any() or claims.settled.any():
        return level
    step = int(np.gcd.reduce(market.score.astype(np.int64))) / float(due[0])
    return float(np.floor(level / step + 1e-6)) * step
