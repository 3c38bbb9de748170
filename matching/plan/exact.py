"""The two questions of a round as whole programmes: how well off can the worst-off be, and what is the best total."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matching.plan.arrays import Flags, Real
from matching.plan.case import Case
from matching.plan.clock import Clock
from matching.plan.pair_model import add_floors, add_levels, pair_programme
from matching.plan.programme import Outcome, Programme

WHOLE_SCORES = 0.999
"""Totals are whole numbers: a bound less than one above a plan proves it best."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A plan (None if none was found in time), and a bound in the market's worth that no plan exceeds."""

    chosen: Flags | None
    bound: float
    proven: bool


class Demand(Protocol):
    """Something more a plan is held to."""

    def demand(self, programme: Programme, case: Case) -> None:
        """Add it to the programme."""


def best_plan(case: Case, clock: Clock, *, floors: Real, start: Flags, levels: Demand) -> Found:
    """The plan of greatest worth in which every group holds its floor and the levels are kept."""
    pairs = np.arange(len(case.market.row))
    programme = pair_programme(case.market, pairs, gain=case.market.worth)
    add_floors(programme, case, pairs, floors=floors)
    levels.demand(programme, case)
    hint = start.astype(float) if len(programme.gain) == len(pairs) else None
    return found(case, programme.solve(clock, case.effort, within=WHOLE_SCORES, start=hint))


def fair_target(case: Case, clock: Clock) -> tuple[Flags | None, float]:
    """The plan whose worst-off group is best off, and a proven bound on that group's utility."""
    pairs = np.arange(len(case.market.row))
    programme = pair_programme(case.market, pairs, gain=np.zeros(len(pairs)))
    most = case.best_conceivable()
    programme.add_columns(gain=np.ones(1), lower=np.array([-np.inf]), upper=np.array([most]))
    add_levels(programme, case, pairs, columns=np.full(int(case.claims.live.sum()), len(pairs)))
    outcome = programme.solve(clock, case.effort)
    return found(case, outcome).chosen, min(most, outcome.bound)


def found(case: Case, outcome: Outcome) -> Found:
    """The outcome of a programme over all pairs as a plan."""
    chosen = None if outcome.values is None else outcome.values[: len(case.market.row)] > 0.5
    return Found(chosen=chosen, bound=outcome.bound, proven=outcome.optimal)
