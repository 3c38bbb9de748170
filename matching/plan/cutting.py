"""Ten million pairs are too many to price in memory: keep the best of every request, and account for the rest."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from matching.plan.arrays import Real, Whole
from matching.plan.problem import Problem

SPARE = 4
"""Pairs a place that are kept at least."""


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """What was left aside: per request how many pairs, their best worth and their best score."""

    count: Whole
    worth: Real
    score: Real

    def could_add(self, *, places: Whole, price: Real, weight: Real) -> float:
        """An upper bound on what the pairs left aside could add at these request prices and fairness weights."""
        if not self.count.any():
            return 0.0
        best = np.maximum(0, self.worth + weight * self.score - price)
        return float((np.minimum(places, self.count) * best).sum())

    def score_could_add(self, *, places: Whole, price: Real, weight: Real) -> float:
        """The same when only weighted scores count."""
        best = np.maximum(0, weight * self.score - price)
        return float((np.minimum(places, self.count) * best).sum())


def keep_best(problem: Problem, rows: Whole, *, worth: Real, places: Whole, most: int) -> tuple[Whole, Cut]:
    """The rows to plan with, at most about so many, the best of every request; and what was cut."""
    if len(rows) <= most:
        return rows, _cut(problem, rows[:0], worth=worth)
    keep = np.zeros(len(rows), bool)
    a_request = max(1, most // problem.requests)
    starts = np.searchsorted(problem.request[rows], np.arange(problem.requests + 1))
    for request, (start, end) in enumerate(pairwise(starts.tolist())):
        count = max(a_request, SPARE * int(places[request]))
        best = np.argpartition(-worth[rows[start:end]], count - 1)[:count] if count < end - start else slice(None)
        keep[start:end][best] = True
    return rows[keep], _cut(problem, rows[~keep], worth=worth)


def _cut(problem: Problem, rows: Whole, *, worth: Real) -> Cut:
    best_worth, best_score = np.zeros(problem.requests), np.zeros(problem.requests)
    np.maximum.at(best_worth, problem.request[rows], worth[rows])
    np.maximum.at(best_score, problem.request[rows], problem.score[rows])
    return Cut(np.bincount(problem.request[rows], minlength=problem.requests), best_worth, best_score)
