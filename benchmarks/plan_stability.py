"""How much of an agreed plan survives when a tenth of the requests is new."""

import numpy as np

from benchmarks.instances import SIZES, make
from matching.plan import solve

NEW = 0.1


def stability(size: str, *, seconds: float) -> dict[str, float]:
    """Share of agreed pairs kept, and what keeping them costs of the total."""
    problem = make(SIZES[size])
    draw = np.random.default_rng(7)
    new = draw.random(problem.requests) < NEW
    before = solve(problem.changed(places=np.where(new, 0, problem.places)), time_limit_s=seconds, floor=0.0)
    agreed = problem.changed(previous=before.pairs)
    kept = solve(agreed, time_limit_s=seconds, floor=0.0)
    free = solve(agreed, time_limit_s=seconds, floor=0.0, kept_bonus=0)
    return {
        "agreed": len(before.pairs),
        "kept": kept.kept / len(before.pairs),
        "kept without bonus": free.kept / len(before.pairs),
        "cost": 1 - kept.total / free.total,
    }
