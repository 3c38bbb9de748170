"""What would change the plan: tried by solving again, shown only when true."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from matching.plan.explain.changes import Change, more_half_days
from matching.plan.planner import solve_again
from matching.plan.problem import Pair, Problem
from matching.plan.result import Plan


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """With this single change the pair is in the plan; `objective` is what that plan is worth."""

    pair: Pair
    change: Change
    objective: int


def what_would_change(
    problem: Problem, plan: Plan, pair: Pair, *, admissions: Iterable[Change] = (), tries: int = 24
) -> Counterfactual | None:
    """The smallest single change that brings the pair in, None if none of the first `tries` does.

    Half-days of the expert are tried first, one by one, then the admissions in the order given."""
    for change in _first(chain(more_half_days(problem, pair), admissions), tries):
        again = solve_again(change.apply(problem), plan.settings)
        if pair in again.pairs:
            return Counterfactual(pair, change, again.objective)
    return None


def _first(changes: Iterable[Change], count: int) -> Iterable[Change]:
    return (change for _, change in zip(range(count), changes, strict=False))
