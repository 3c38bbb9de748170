"""Generalised assignment in OR-Library form: agents and jobs, costs, resources, capacities; costs are minimised."""

import numpy as np

from matching.plan.form.named import NamedRound, numbered
from matching.plan.form.numbers import Numbers
from matching.plan.problem import Problem


def read_gap(text: str) -> NamedRound:
    """Every job goes to one agent: a round of one month in which every place must be filled. Raises FormError."""
    numbers = Numbers(text)
    agents, jobs = numbers.count("agents"), numbers.count("jobs")
    costs = numbers.table("cost", agents, jobs)
    resources = numbers.table("resource", agents, jobs)
    capacity = numbers.table("capacity", agents, 1)
    numbers.end()
    problem = Problem(
        scores=-np.array(costs),
        eligible=np.ones((agents, jobs), bool),
        effort=np.array(resources)[:, :, None],
        capacity=capacity,
        places=np.ones(jobs, int),
        groups=np.zeros(jobs, int),
    )
    settings = {"must_fill": True, "floor": 0.0, "kept_bonus": 0}
    return NamedRound(problem, numbered(agents), numbered(jobs), ("1",), ("1",), settings)
