"""Paper–reviewer affinities: papers × reviewers between 0 and 1; three reviewers a paper, an even load."""

import math

import numpy as np

from matching.plan.form.named import NamedRound, numbered
from matching.plan.form.numbers import Numbers
from matching.plan.problem import Problem

REVIEWERS_A_PAPER = 3
SPARE = 1.2
"""A reviewer takes at most so many times the average load."""

PER_MILLE = 1000


def read_affinity(text: str) -> NamedRound:
    """Every paper is a group of its own and its worst-off one counts first, by raw totals. Raises FormError."""
    numbers = Numbers(text)
    papers, reviewers = numbers.count("papers"), numbers.count("reviewers")
    affinity = np.array(numbers.table("affinity", papers, reviewers))
    numbers.end()
    load = math.ceil(round(SPARE * REVIEWERS_A_PAPER * papers / reviewers, 9))
    problem = Problem(
        scores=np.rint(affinity.T * PER_MILLE),
        eligible=np.ones((reviewers, papers), bool),
        effort=np.ones((papers, 1), int),
        capacity=np.full((reviewers, 1), load),
        places=np.full(papers, REVIEWERS_A_PAPER),
        groups=np.arange(papers),
        group_weight=np.ones(papers),
    )
    settings = {"must_fill": True, "floor": 1.0, "kept_bonus": 0}
    names = numbered(papers)
    return NamedRound(problem, numbered(reviewers), names, ("1",), names, settings)
