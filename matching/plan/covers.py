"""What a floor implies, said outright: rows that every whole plan keeps and fractions of plans do not.

Let group g need n more, and let each of its requests j bring at most b_j, the best scores for its places. Then
    at least as many pairs are planned for it as it takes of the best to reach n, and
    a request j without which Σ b < n is served, if it has one place by a pair of at least n − (Σ b − b_j).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.plan.arrays import Real, Whole
from matching.plan.case import Case
from matching.plan.pair_model import score_entries
from matching.plan.programme import Programme

TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Claimed:
    """One group's side of it: the pairs that bring it something, how much, for which request, and what it needs."""

    pair: Whole
    request: Whole
    amount: Real
    places: Whole
    need: float

    def rows(self) -> Iterator[tuple[Whole, int]]:
        """Pairs of which at least so many have to be planned."""
        best = self._best()
        most = np.cumsum(np.sort(np.concatenate(list(best.values()) or [np.zeros(0)]))[::-1])
        yield self.pair, int(np.searchsorted(most, self.need - TOLERANCE)) + 1
        everything = float(most[-1]) if len(most) else 0.0
        for request, amounts in best.items():
            lack = self.need - (everything - float(amounts.sum()))
            if lack > TOLERANCE:
                least = lack - TOLERANCE if self.places[request] == 1 else 0.0
                yield self.pair[(self.request == request) & (self.amount > 0) & (self.amount >= least)], 1

    def _best(self) -> dict[int, Real]:
        """Of every request the best amounts for its places."""
        return {
            request: np.sort(np.maximum(0.0, self.amount[self.request == request]))[::-1][: self.places[request]]
            for request in np.unique(self.request).tolist()
        }


def add_covers(programme: Programme, case: Case, pairs: Whole, *, floors: Real) -> None:
    """Add what these floors (scores) imply for the pairs."""
    row, column, amount = score_entries(case, pairs)
    needs = (floors - case.claims.settled)[case.claims.live]
    request = case.market.request[pairs][column]
    for group in np.nonzero(needs > TOLERANCE)[0].tolist():
        mine = row == group
        claimed = Claimed(column[mine], request[mine], amount[mine], case.market.places, float(needs[group]))
        for columns, least in claimed.rows():
            programme.add_rows(
                np.zeros(len(columns), int),
                columns,
                np.ones(len(columns)),
                lower=np.array([float(least)]),
                upper=np.array([np.inf]),
            )
