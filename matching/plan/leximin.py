"""Exact leximin: not only the worst-off municipality, but the second-worst, the third …, as well off as can be.

The sum of the k worst utilities is the greatest  k·level − Σ relief  with  utility_g + relief_g ≥ level  (Ogryczak);
raising these sums one after the other is the same as raising the sorted utilities one after the other.
"""

from dataclasses import dataclass

import numpy as np

from matching.plan.arrays import Flags, Real, Whole
from matching.plan.clock import Clock
from matching.plan.exact import Effort, best_conceivable, found
from matching.plan.fairness import Claims
from matching.plan.market import Market
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

    def demand(self, programme: Programme, market: Market, claims: Claims) -> None:
        """Hold every plan of the programme to these sums."""
        for count, total in enumerate(self.sums, start=1):
            columns, weights = _worst_sum(programme, market, claims, count=count, gain=0.0)
            lower = np.array([total - TOLERANCE])
            programme.add_rows(np.zeros(len(columns), int), columns, weights, lower=lower, upper=np.array([np.inf]))


NO_LEXIMIN = Leximin()


def leximin(
    market: Market, claims: Claims, clock: Clock, *, effort: Effort
) -> tuple[Leximin, Flags | None, float]:
    """Proven sums as far as time allows, the plan of the last one, and a bound on the worst utility."""
    sums: list[float] = []
    plan, high = None, best_conceivable(market, claims)
    for count in range(1, int(claims.live.sum()) + 1):
        programme = pair_programme(market, np.arange(len(market.row)), gain=np.zeros(len(market.row)))
        Leximin(tuple(sums)).demand(programme, market, claims)
        _worst_sum(programme, market, claims, count=count, gain=1.0)
        outcome = programme.solve(clock, threads=effort.threads, seed=effort.seed)
        high = outcome.bound if count == 1 else high
        plan = found(market, outcome).chosen if outcome.values is not None else plan
        if not outcome.optimal:
            break
        rise = outcome.value - (sums[-1] if sums else 0.0)
        sums.append(outcome.value)
        if rise >= best_conceivable(market, claims) - TOLERANCE:
            break
    return Leximin(tuple(sums)), plan, high


def _worst_sum(
    programme: Programme, market: Market, claims: Claims, *, count: int, gain: float
) -> tuple[Whole, Real]:
    """Add the columns (level, a relief per group) and their rows; returns them with their weights in the sum."""
    groups = int(claims.live.sum())
    weights = np.concatenate([[float(count)], -np.ones(groups)])
    columns = len(programme.gain) + np.arange(groups + 1)
    lower = np.concatenate([[-np.inf], np.zeros(groups)])
    programme.add_columns(gain=gain * weights, lower=lower, upper=np.full(groups + 1, np.inf))
    pairs = np.arange(len(market.row))
    add_levels(programme, market, claims, pairs, columns=np.full(groups, columns[0]), relief=columns[1:])
    return columns, weights
