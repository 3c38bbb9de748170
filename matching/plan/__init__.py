"""Planning many requests at once: the best assignment with proof, fair to every municipality (numpy, highspy)."""

from matching.plan.checker import faults
from matching.plan.clock import Progress
from matching.plan.errors import (
    FormError,
    NumberError,
    PairError,
    ParameterError,
    PinError,
    PlanError,
    ShapeError,
)
from matching.plan.planner import solve
from matching.plan.problem import Problem
from matching.plan.result import Plan, Unplaced
from matching.plan.scoring import AllPairs, score_all
from matching.plan.traits import Pool

__all__ = [
    "AllPairs",
    "FormError",
    "NumberError",
    "PairError",
    "ParameterError",
    "PinError",
    "Plan",
    "PlanError",
    "Pool",
    "Problem",
    "Progress",
    "ShapeError",
    "Unplaced",
    "faults",
    "score_all",
    "solve",
]
