"""The one place that loads the solver, and only when it is asked: every other function starts without it."""

from typing import TYPE_CHECKING

from chalicelib.domain.round_problem import RoundProblem

if TYPE_CHECKING:
    from matching.plan import Plan
    from matching.plan.clock import Listener


def solve_problem(
    problem: RoundProblem, *, floor: int, time_limit_s: float, progress: "Listener | None" = None
) -> "Plan":
    """The engine's plan of a problem; `floor` is per mille."""
    from matching import plan as engine

    posed = engine.Problem(
        scores=problem.scores,
        eligible=problem.eligible,
        effort=problem.effort,
        capacity=problem.capacity,
        places=problem.places,
        groups=problem.groups,
        pinned=[(expert, request) for expert, request in problem.pinned],
        previous=[(expert, request) for expert, request in problem.previous],
    )
    return engine.solve(posed, time_limit_s=time_limit_s, floor=floor / 1000, progress=progress)
