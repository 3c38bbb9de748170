"""Exact leximin: not only the worst-off municipality, but the second-worst, the third …, as well off as can be.

The sum of the k worst utilities is the greatest  k·level − Σ relief  with  utility_g + relief_g ≥ level  (Ogryczak);
raising these sums one after the other is the same as raising the sorted utilities one after the other.
"""

from dataclasses import dataclass

import numpy as np

from matching.plan.arrays import Flags, Real, Whole
from matching.plan.case import Case
from matching.plan.clock import Clock
from matching.plan.exact import found
from matching.plan.pair_model import add_levels, pair_programme
from matching.plan.programme import Programme

TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Leximin:
    """Sums of the k worst utilities, k = 1, 2, …, that a plan has to reach."""

    sums: tuple[float, ...] = ()

    def shared(self, share: float) -> "Leximin":
        """The same, asking only for a share of every sum."""
        return Leximin(tuple(share * total for total in self.sums))

    def demand(self, programme: Programme, case: Case) -> None:
        """Hold every plan of the programme to these sums."""
        for count, total in enumerate(self.sums, start=1):
            columns, weights = _worst_sum(programme, case, count=count, gain=0.0)
            lower = np.array([total - TOLERANCE])
            programme.add_rows(np.zeros(len(columns), int), columns, weights, lower=lower, upper=np.array([np.inf]))


NO_LEXIMIN = Leximin()


def leximin(case: Case, clock: Clock) -> tuple[Leximin, Flags | None, float]:
    """Proven sums as far as time allows, the plan of the last one, and a bound on the worst utility."""
    sums: list[float] = []
    plan, high = None, case.best_conceivable()
    for count in range(1, int(case.claims.live.sum()) + 1):
        outcome = _programme(case, sums, count=count).solve(clock, case.effort)
        high = min(high, outcome.bound) if count == 1 else high
        plan = plan if outcome.values is None else found(case, outcome).chosen
        if not outcome.optimal:
            break
        sums.append(outcome.value)
        if outcome.value - sum(sums[-2:-1]) >= case.best_conceivable() - TOLERANCE:
            break  # this group is as well off as anybody can be, and so are all that follow
    return Leximin(tuple(sums)), plan, high


def _programme(case: Case, sums: list[float], *, count: int) -> Programme:
    pairs = np.arange(len(case.market.row))
    programme = pair_programme(case.market, pairs, gain=np.zeros(len(pairs)))
    Leximin(tuple(sums)).demand(programme, case)
    _worst_sum(programme, case, count=count, gain=1.0)
    return programme


def _worst_sum(programme: Programme, case: Case, *, count: int, gain: float) -> tuple[Whole, Real]:
    """Add the columns (level, a relief per group) and their rows; returns them with their weights in the sum."""
    groups = int(case.claims.live.sum())
    weights = np.concatenate([[float(count)], -np.ones(groups)])
    columns = len(programme.gain) + np.arange(groups + 1)
    lower = np.concatenate([[-np.inf], np.zeros(groups)])
    programme.add_columns(gain=gain * weights, lower=lower, upper=np.full(groups + 1, np.inf))
    pairs = np.arange(len(case.market.row))
    add_levels(programme, case, pairs, columns=np.full(groups, columns[0]), relief=columns[1:])
    return columns, weights
