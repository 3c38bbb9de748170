"""Pinned pairs hold before anything else is planned, so they have to be possible together."""

from typing import TYPE_CHECKING

import numpy as np

from matching.plan.arrays import Flags, Whole
from matching.plan.errors import PairError, PinError

if TYPE_CHECKING:
    from matching.plan.problem import Problem


def check_pins(problem: "Problem") -> None:
    """Raise PairError or PinError naming the first pin that cannot hold."""
    rows = problem.find(problem.pinned)
    if (rows < 0).any():
        expert, request = problem.pinned[rows < 0][0].tolist()
        raise PairError(f"pinned: expert {expert} is not eligible for request {request}")
    if (places_left(problem, rows) < 0).any():
        request = int(places_left(problem, rows).argmin())
        raise PinError(f"pinned: request {request} has {problem.places[request]} places and more pins")
    if (capacity_left(problem, rows) < 0).any():
        expert, month = np.argwhere(capacity_left(problem, rows) < 0)[0].tolist()
        raise PinError(f"pinned: expert {expert} has too few half-days in month {month}")


def fits_alone(problem: "Problem", capacity: Whole) -> Flags:
    """Which pairs fit into these half-days with nothing else; month by month, because pairs × months may be many."""
    fits = np.ones(len(problem.score), bool)
    for month in range(problem.months):
        fits &= problem.effort[problem.effort_row, month] <= capacity[problem.expert, month]
    return fits


def places_left(problem: "Problem", rows: Whole) -> Whole:
    """Places per request after the pairs at these rows are taken."""
    return problem.places - np.bincount(problem.request[rows], minlength=problem.requests)


def capacity_left(problem: "Problem", rows: Whole) -> Whole:
    """Half-days per expert and month after the pairs at these rows are taken."""
    used = np.zeros_like(problem.capacity)
    np.add.at(used, problem.expert[rows], problem.need(rows))
    return problem.capacity - used
