"""Why an expert was not chosen for a request: what choosing would have cost, and who would have lost somebody."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from matching.plan.errors import PinError
from matching.plan.planner import solve_again
from matching.plan.problem import Pair, Problem
from matching.plan.result import Plan

Kind = Literal["planned", "not_eligible", "too_few_half_days", "against_pins", "worse_in_total", "as_good"]


@dataclass(frozen=True, slots=True)
class Shortage:
    """A month in which the request asks for more half-days than the expert has."""

    month: int
    needed: int
    free: int


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The answer as facts. `loss` is the objective given up if the pair were forced (re-solved, exact when `proven`);
    `displaced` pairs would go, `instead` pairs would come."""

    pair: Pair
    kind: Kind
    shortages: tuple[Shortage, ...] = ()
    loss: int = 0
    displaced: tuple[Pair, ...] = ()
    instead: tuple[Pair, ...] = ()
    proven: bool = True


def why_not(problem: Problem, plan: Plan, pair: Pair) -> WhyNot:
    """Why the pair is not in the plan; the round is solved again with the pair pinned where that is possible."""
    if pair in plan.pairs:
        return WhyNot(pair, "planned")
    row = int(problem.find(np.array([pair]))[0])
    if row < 0:
        return WhyNot(pair, "not_eligible")
    shortages = _shortages(problem, row)
    if shortages:
        return WhyNot(pair, "too_few_half_days", shortages=shortages)
    try:
        forced_problem = problem.changed(pinned=[*map(tuple, problem.pinned.tolist()), pair])
    except PinError:
        return WhyNot(pair, "against_pins")
    return _compared(pair, plan, solve_again(forced_problem, plan.settings))


def _compared(pair: Pair, plan: Plan, forced: Plan) -> WhyNot:
    loss = max(0, plan.objective - forced.objective)
    return WhyNot(
        pair,
        "worse_in_total" if loss else "as_good",
        loss=loss,
        displaced=tuple(sorted(set(plan.pairs) - set(forced.pairs))),
        instead=tuple(sorted(set(forced.pairs) - set(plan.pairs) - {pair})),
        proven=plan.proven and forced.proven,
    )


def _shortages(problem: Problem, row: int) -> tuple[Shortage, ...]:
    need, free = problem.need(row).tolist(), problem.capacity[problem.expert[row]].tolist()
    months = enumerate(zip(need, free, strict=True))
    return tuple(Shortage(month, needed, there) for month, (needed, there) in months if needed > there)
