"""The best total of a round as one whole programme."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matching.plan.arrays import Flags, Real
from matching.plan.case import Case
from matching.plan.clock import Clock
from matching.plan.covers import add_covers
from matching.plan.pair_model import add_floors, pair_programme
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
    add_covers(programme, case, pairs, floors=floors)
    levels.demand(programme, case)
    hint = start.astype(float) if len(programme.gain) == len(pairs) else None
    return found(case, programme.solve(clock, case.effort, within=WHOLE_SCORES, start=hint, restarts=False))


def found(case: Case, outcome: Outcome) -> Found:
    """The outcome of a programme over all pairs as a plan."""
    chosen = None if outcome.values is None else outcome.values[: len(case.market.row)] > 0.5
    return Found(chosen=chosen, bound=outcome.bound, proven=outcome.optimal)
