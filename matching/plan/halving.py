"""How well off the worst-off can be in a small round: halve the interval that holds t*, then settle what is left.

Asking everybody's level outright says more than looking for it: what each group then needs is a number, and covers say
what follows. A plan that reaches the level, or the proof that none does, comes quickly on either side of t*.
"""

from dataclasses import dataclass, replace

import numpy as np

from matching.plan.arrays import Flags, Whole
from matching.plan.case import Case
from matching.plan.clock import Clock
from matching.plan.covers import add_covers
from matching.plan.pair_model import add_floors, add_levels, pair_programme
from matching.plan.programme import Programme

CLOSE = 0.02
"""The interval is halved until it is this narrow, relative to its upper end."""

HALF = 0.5
OUTER = (0.8, 0.2)
"""Where the middle stays open these parts of the interval are asked for, once each, until it is close enough."""

NODES = 20
"""A question that takes more branching than this is left open: near t* the answer costs more than it is worth."""

SETTLED_SIZE = 2_500
"""Pairs × groups up to which the level between close ends is found exactly; beyond, that takes as long as the plan."""


@dataclass(frozen=True, slots=True, eq=False)
class Interval:
    """t* lies between low, which the plan reaches, and high."""

    plan: Flags
    low: float
    high: float

    @property
    def close(self) -> bool:
        """Whether it is narrow enough."""
        return self.high - self.low <= CLOSE * self.high


def fair_target(case: Case, clock: Clock, *, start: Flags, share: float) -> Interval:
    """The interval as narrow as little branching allows, at least so that a plan at the share of t* is known if
    possible; `start` is any plan."""
    interval = Interval(start, case.worst(start), _relaxed(case, clock))
    shares = [HALF, *OUTER]
    while shares and not interval.close and not clock.over:
        narrower = _asked(case, interval, clock, share=shares[0])
        interval = narrower or interval
        if narrower is None or shares[0] != HALF:
            shares = shares[1:] if interval.low < share * interval.high else []
    return _settled(case, interval, clock) if interval.close and _is_tiny(case) else interval


def _is_tiny(case: Case) -> bool:
    return int(case.claims.live.sum()) * len(case.market.row) <= SETTLED_SIZE


def _asked(case: Case, interval: Interval, clock: Clock, *, share: float) -> Interval | None:
    """The part above this share of the interval if some plan reaches it, the part below if none does, None if that
    stays open."""
    pairs = np.arange(len(case.market.row))
    level = interval.low + share * (interval.high - interval.low)
    programme = pair_programme(case.market, pairs, gain=np.zeros(len(pairs)))
    add_floors(programme, case, pairs, floors=case.claims.floors(level))
    add_covers(programme, case, pairs, floors=case.claims.floors(level))
    outcome = programme.solve(clock, case.effort, nodes=NODES, restarts=False)
    if outcome.values is None:
        return replace(interval, high=level) if outcome.infeasible else None
    plan = outcome.values > 0.5
    return replace(interval, plan=plan, low=case.worst(plan))


def _settled(case: Case, interval: Interval, clock: Clock) -> Interval:
    """The best level between the ends, as far as little branching finds and proves it."""
    pairs = np.arange(len(case.market.row))
    programme = _level_programme(case, pairs, most=interval.high)
    add_covers(programme, case, pairs, floors=case.claims.floors(interval.low))
    hint = np.append(interval.plan.astype(float), interval.low)
    outcome = programme.solve(clock, case.effort, start=hint, nodes=NODES, restarts=False)
    plan = interval.plan if outcome.values is None else outcome.values[: len(pairs)] > 0.5
    plan = plan if case.worst(plan) > interval.low else interval.plan
    return Interval(plan, case.worst(plan), min(interval.high, outcome.bound))


def _relaxed(case: Case, clock: Clock) -> float:
    programme = _level_programme(case, np.arange(len(case.market.row)), most=case.best_conceivable())
    programme.whole[:] = False
    return min(case.best_conceivable(), programme.solve(clock, case.effort).bound)


def _level_programme(case: Case, pairs: Whole, *, most: float) -> Programme:
    """Maximise a level, the last column, that every claiming group reaches."""
    programme = pair_programme(case.market, pairs, gain=np.zeros(len(pairs)))
    programme.add_columns(gain=np.ones(1), lower=np.array([-np.inf]), upper=np.array([most]))
    add_levels(programme, case, pairs, columns=np.full(int(case.claims.live.sum()), len(pairs)))
    return programme
