"""The two questions of a round as whole programmes: how well off can the worst-off be, and what is the best total."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matching.plan.arrays import Flags, Real
from matching.plan.clock import Clock
from matching.plan.fairness import Claims
from matching.plan.market import Market
from matching.plan.pair_model import add_floors, add_levels, pair_programme
from matching.plan.programme import Outcome, Programme

WHOLE_SCORES = 0.999
"""Totals are whole numbers: a bound less than one above a plan proves it best."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How HiGHS may work."""

    threads: int = 1
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A plan (None if none was found in time), and a bound in the market's worth that no plan exceeds."""

    chosen: Flags | None
    bound: float
    proven: bool


class Demand(Protocol):
    """Something more a plan is held to."""

    def demand(self, programme: Programme, market: Market, claims: Claims) -> None:
        """Add it to the programme."""


def best_plan(
    market: Market, claims: Claims, clock: Clock, *, floors: Real, start: Flags, levels: Demand, effort: Effort
) -> Found:
    """The plan of greatest worth in which every group holds its floor and the levels are kept."""
    pairs = np.arange(len(market.row))
    programme = pair_programme(market, pairs, gain=market.worth)
    add_floors(programme, market, claims, pairs, floors=floors)
    levels.demand(programme, market, claims)
    hint = start.astype(float) if len(programme.gain) == len(pairs) else None
    return found(
        market, programme.solve(clock, threads=effort.threads, seed=effort.seed, within=WHOLE_SCORES, start=hint)
    )


def fair_target(market: Market, claims: Claims, clock: Clock, *, effort: Effort) -> tuple[Flags | None, float]:
    """The plan whose worst-off group is best off, and a proven bound on that group's utility."""
    pairs = np.arange(len(market.row))
    programme = pair_programme(market, pairs, gain=np.zeros(len(pairs)))
    most = best_conceivable(market, claims)
    programme.add_columns(gain=np.ones(1), lower=np.array([-np.inf]), upper=np.array([most]))
    add_levels(programme, market, claims, pairs, columns=np.full(int(claims.live.sum()), len(pairs)))
    outcome = programme.solve(clock, threads=effort.threads, seed=effort.seed)
    return found(market, outcome).chosen, min(most, outcome.bound)


def found(market: Market, outcome: Outcome) -> Found:
    """The outcome of a pair programme as a plan."""
    chosen = None if outcome.values is None else outcome.values[: len(market.row)] > 0.5
    return Found(chosen=chosen, bound=outcome.bound, proven=outcome.optimal)


def best_conceivable(market: Market, claims: Claims) -> float:
    """A utility that no group can exceed."""
    everything = claims.held(market, market.score > 0)
    most = claims.utility(everything)
    cap = 1.0 if claims.groups.weight is None else np.inf
    return float(np.minimum(most, cap).max(initial=0.0, where=claims.live))
