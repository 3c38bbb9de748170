"""Rounds of a single month (generalised assignment, paper–reviewer assignment): there the linear relaxation is strong.

Its reduced gains tell which few pairs of a request matter; on this core the exact programme is small.
"""

from dataclasses import dataclass

import numpy as np

from matching.plan.arrays import Flags, Real, Whole
from matching.plan.case import Case
from matching.plan.clock import Clock
from matching.plan.draft import Draft, Fairness
from matching.plan.exact import WHOLE_SCORES
from matching.plan.market import Market
from matching.plan.pair_model import add_floors, add_levels, pair_programme
from matching.plan.programme import Outcome

MOST_PAIRS = 250_000
CORES = (3, 6)
"""So many pairs a place are in the core, first a narrow one, then a broader one with the time that is left."""

NARROW_TIME = 0.6
"""Share of the time left for each step but the last."""

ALL_PAIRS, FAIR_CORE = 20_000, 12
"""Fairness looks at all pairs up to so many, beyond at so many a place."""


def is_one_month(market: Market) -> bool:
    """Whether the relaxation is worth solving first."""
    return market.months == 1 and len(market.row) <= MOST_PAIRS


@dataclass(frozen=True, slots=True, eq=False)
class OneMonth:
    """The programmes of a one-month case. Where a shortfall has a price every place is filled instead."""

    case: Case

    @property
    def fill(self) -> bool:
        """Whether every place has to be filled."""
        return self.case.market.shortfall > 0

    @property
    def offset(self) -> float:
        """What filling all places adds to the worth."""
        return self.case.market.shortfall * float(self.case.market.places.sum())

    def total(self, pairs: Whole, clock: Clock, *, floors: Real, whole: bool, start: Flags | None = None) -> Outcome:
        """The best total over these pairs, relaxed or whole."""
        market = self.case.market
        gain = market.worth[pairs] - market.shortfall
        programme = pair_programme(market, pairs, gain=gain, fill=self.fill)
        programme.whole = np.full(len(pairs), whole)
        add_floors(programme, self.case, pairs, floors=floors)
        hint = None if start is None else start[pairs].astype(float)
        return programme.solve(clock, self.case.effort, within=WHOLE_SCORES, start=hint)

    def fairest(self, pairs: Whole, clock: Clock) -> Outcome:
        """The relaxation's best worst-off utility."""
        programme = pair_programme(self.case.market, pairs, gain=np.zeros(len(pairs)), fill=self.fill)
        programme.whole = np.zeros(len(pairs), bool)
        most = self.case.best_conceivable()
        programme.add_columns(gain=np.ones(1), lower=np.array([-np.inf]), upper=np.array([most]))
        add_levels(programme, self.case, pairs, columns=np.full(int(self.case.claims.live.sum()), len(pairs)))
        return programme.solve(clock, self.case.effort)

    def flags(self, pairs: Whole, values: Real) -> Flags:
        """The chosen pairs of a solution."""
        chosen = np.zeros(len(self.case.market.row), bool)
        chosen[pairs[values > 0.5]] = True
        return chosen

    def core(self, gain: Real, *, a_place: int, keep: Flags) -> Whole:
        """The pairs of greatest gain, so many a place on average, and those to keep."""
        best = np.argsort(-gain, kind="stable")[: a_place * int(self.case.market.places.sum())]
        chosen = keep.copy()
        chosen[best] = True
        return np.nonzero(chosen)[0]


def plan_one_month(case: Case, clock: Clock, *, start: Flags, share: float) -> Draft | None:
    """The plan from relaxation and core; None when that way leads to no plan in time."""
    model = OneMonth(case)
    every = np.arange(len(case.market.row))
    fairness, fair = Fairness(), start
    if case.wants_fairness(share):
        fairness, fair = _fairness(model, every, clock, share=share, start=start)
    floors = case.claims.floors(fairness.level)
    relaxed = model.total(every, clock, floors=floors, whole=False)
    if not relaxed.optimal:
        return None
    plan = _from_cores(model, relaxed, clock, floors=floors, fair=fair)
    return None if plan is None else Draft(plan, relaxed.value + model.offset, fairness, "relaxation and core")


def _from_cores(model: OneMonth, relaxed: Outcome, clock: Clock, *, floors: Real, fair: Flags) -> Flags | None:
    """Plans from a narrow core and then a broader one; `fair` holds the floors, whatever else is found."""
    market = model.case.market
    filled = np.bincount(market.request[fair], minlength=market.requests) >= market.places
    plan = fair if filled.all() or not model.fill else None
    support = fair if relaxed.values is None else relaxed.values > 1e-9
    for a_place in CORES:
        if plan is not None and market.worth[plan].sum() >= np.floor(relaxed.value + model.offset + 1e-6):
            break
        pairs = model.core(relaxed.reduced, a_place=a_place, keep=support if plan is None else support | plan)
        limited = clock if a_place == CORES[-1] else clock.within(NARROW_TIME * clock.left)
        outcome = model.total(pairs, limited, floors=floors, whole=True, start=plan)
        if outcome.values is not None:
            found = model.flags(pairs, outcome.values)
            plan = found if plan is None else market.better(plan, found)
    return plan


def _fairness(model: OneMonth, every: Whole, clock: Clock, *, share: float, start: Flags) -> tuple[Fairness, Flags]:
    """The relaxation bounds t*; a plan that reaches the bound itself is looked for."""
    case = model.case
    relaxed = model.fairest(every, clock.within(NARROW_TIME * clock.left))
    high = _on_grid(case, relaxed.value) if relaxed.optimal else case.best_conceivable()
    pairs = every if len(every) <= ALL_PAIRS else model.core(case.market.score, a_place=FAIR_CORE, keep=start)
    limited = clock.within(NARROW_TIME * clock.left)
    outcome = model.total(pairs, limited, floors=case.claims.floors(high), whole=True)
    fair = start if outcome.values is None else model.flags(pairs, outcome.values)
    return Fairness.between(case.worst(fair), high, share=share), fair


def _on_grid(case: Case, level: float) -> float:
    """The level rounded down to what sums of whole scores can reach when every group is due the same."""
    claims = case.claims
    due = claims.due[claims.live]
    if claims.groups.joint or (due != due[0]).any() or claims.settled.any():
        return level
    step = int(np.gcd.reduce(case.market.score.astype(np.int64))) / float(due[0])
    return float(np.floor(level / step + 1e-6)) * step
