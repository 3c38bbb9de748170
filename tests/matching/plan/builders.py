"""Small problems, and the slow way to solve them."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np

from matching.plan import Problem, faults
from matching.plan.checker import total_score
from matching.plan.problem import Pair


def a_problem(**changes: Any) -> Problem:
    """Two experts, three requests, two months; everybody is eligible for everything."""
    given: dict[str, Any] = {
        "scores": [[900, 500, 400], [600, 800, 300]],
        "eligible": np.ones((2, 3), bool),
        "effort": [[2, 0], [2, 2], [0, 1]],
        "capacity": [[2, 2], [2, 2]],
        "places": [1, 1, 1],
        "groups": [0, 1, 1],
    }
    return Problem(**(given | changes))


def random_problem(seed: int, *, experts: int = 3, requests: int = 4, months: int = 2, **changes: Any) -> Problem:
    """A problem small enough to enumerate, with travel by pair and half-days that differ by month."""
    draw = np.random.default_rng(seed)
    given: dict[str, Any] = {
        "scores": draw.integers(0, 1001, (experts, requests)),
        "eligible": draw.random((experts, requests)) < 0.8,
        "effort": draw.integers(0, 4, (experts, requests, months)),
        "capacity": draw.integers(0, 6, (experts, months)),
        "places": draw.integers(0, 3, requests),
        "groups": draw.integers(0, 3, requests),
    }
    return Problem(**(given | changes))


def feasible_plans(problem: Problem) -> Iterator[tuple[Pair, ...]]:
    """Every feasible plan, by trying all sets of pairs."""
    pairs = list(zip(problem.expert.tolist(), problem.request.tolist(), strict=True))
    for size in range(len(pairs) + 1):
        for chosen in combinations(pairs, size):
            if not faults(problem, chosen):
                yield chosen


def best_total(problem: Problem) -> int:
    """The greatest total of any feasible plan."""
    return max((total_score(problem, plan) for plan in feasible_plans(problem)), default=0)


def a_round(seed: int = 1, *, experts: int = 40, requests: int = 150, groups: int = 12, **changes: Any) -> Problem:
    """A round too large for the exact programme, like those of a prefecture."""
    draw = np.random.default_rng(seed)
    months = 6
    first = draw.integers(0, months, requests)
    last = np.minimum(months, first + draw.integers(1, 5, requests))
    span = (np.arange(months) >= first[:, None]) & (np.arange(months) < last[:, None])
    effort = draw.integers(1, 5, (requests, months)) * span
    given: dict[str, Any] = {
        "scores": draw.integers(100, 1001, (experts, requests)),
        "eligible": draw.random((experts, requests)) < 0.4,
        "effort": effort[None] + draw.integers(0, 2, (experts, requests, 1)) * span[None],
        "capacity": draw.integers(2, 11, (experts, months)),
        "places": draw.integers(1, 3, requests),
        "groups": draw.integers(0, groups, requests),
    }
    return Problem(**(given | changes))
