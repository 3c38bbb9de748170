"""The problem as the planner works on it: pins settled, hopeless pairs gone, the rest sorted for packing.

An unfilled place costs `shortfall` when every place must be filled. That is the same as paying every pair so much more,
and that is how `worth` holds it: the planner then knows only one kind of problem.
"""

from dataclasses import dataclass

import numpy as np

from matching.plan.arrays import Compact, Flags, Real, Whole
from matching.plan.calendars import Calendars
from matching.plan.cutting import Cut, keep_best
from matching.plan.pins import capacity_left, fits_alone, places_left
from matching.plan.problem import Problem

ROUNDING = 1e-6
"""Added to a bound for every expert, so that rounding never makes it too low."""


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """Pairs still open, sorted by expert and then by first needed month; half-days and places still free."""

    row: Whole
    expert: Whole
    request: Whole
    worth: Real
    score: Real
    need: Compact
    first: Whole
    capacity: Whole
    places: Whole
    pinned: Whole
    settled: float
    shortfall: float
    cut: Cut

    @property
    def experts(self) -> int:
        """How many experts there are."""
        return len(self.capacity)

    @property
    def requests(self) -> int:
        """How many requests there are."""
        return len(self.places)

    @property
    def months(self) -> int:
        """How many months there are."""
        return self.capacity.shape[1]

    @property
    def starts(self) -> Whole:
        """Where each expert's pairs begin, with the end of the last one."""
        return np.searchsorted(self.expert, np.arange(self.experts + 1))

    def calendars(self) -> Calendars:
        """The word layout that holds every number of this market."""
        return Calendars.for_numbers(months=self.months, largest=int(self.capacity.max(initial=1)))

    def objective(self, chosen: Flags) -> float:
        """What a plan is worth in the problem's own terms: pins and shortfalls counted."""
        return self.settled + float(self.worth[chosen].sum())

    def better(self, plan: Flags, other: Flags) -> Flags:
        """The one of greater worth, the first if they are equal."""
        return other if self.worth[other].sum() > self.worth[plan].sum() else plan


MOST_PAIRS = 500_000
"""Pairs kept in memory; of more the best of every request stay and the rest counts in the bound."""


def open_market(
    problem: Problem, *, kept_bonus: int = 0, must_fill: bool = False, most_pairs: int = MOST_PAIRS
) -> Market:
    """What is left to plan once the pins hold."""
    pinned = problem.find(problem.pinned)
    capacity, places = capacity_left(problem, pinned), places_left(problem, pinned)
    worth = problem.score.astype(float)
    kept = problem.find(problem.previous)
    worth[kept[kept >= 0]] += kept_bonus
    shortfall = _shortfall(problem, worth) if must_fill else 0.0
    settled = float(worth[pinned].sum()) - shortfall * float(places.sum())
    open_rows = _open_rows(problem, pinned, worth=worth + shortfall, capacity=capacity, places=places)
    rows, cut = keep_best(problem, open_rows, worth=worth + shortfall, places=places, most=most_pairs)
    rows, need, first = _by_expert(problem, rows)
    return Market(
        row=rows,
        expert=problem.expert[rows],
        request=problem.request[rows],
        worth=worth[rows] + shortfall,
        score=problem.score[rows].astype(float),
        need=need,
        first=first,
        capacity=np.minimum(capacity, _most_needed(problem.expert[rows], need, experts=problem.experts)),
        places=places,
        pinned=pinned,
        settled=settled,
        shortfall=shortfall,
        cut=cut,
    )


def _shortfall(problem: Problem, worth: Real) -> float:
    """Enough that one more filled place always beats any rearrangement of the others."""
    return 1.0 + 2.0 * float(abs(worth).max(initial=0)) * max(1, int(problem.places.sum()))


def _open_rows(problem: Problem, pinned: Whole, *, worth: Real, capacity: Whole, places: Whole) -> Whole:
    fits = fits_alone(problem, capacity)
    fits[pinned] = False
    return np.nonzero(fits & (worth > 0) & (places[problem.request] > 0))[0]


def _by_expert(problem: Problem, rows: Whole) -> tuple[Whole, Compact, Whole]:
    need = problem.need(rows)
    needed = need > 0
    first = np.where(needed.any(axis=1), needed.argmax(axis=1), problem.months)
    order = np.lexsort((problem.request[rows], first, problem.expert[rows]))
    return rows[order], need[order], first[order]


def _most_needed(expert: Whole, need: Compact, *, experts: int) -> Whole:
    """Half-days an expert could use at most; more are no use, and small numbers pack tighter."""
    most = np.zeros((experts, need.shape[1]), np.int64)
    np.add.at(most, expert, need)
    return most
