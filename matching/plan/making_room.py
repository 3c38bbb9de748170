"""A deeper move: an expert gives up several pairs for one, and whoever lost somebody looks for somebody else."""

import numpy as np

from matching.plan.clock import Clock
from matching.plan.desk import Desk
from matching.plan.improving import LEAST_GAIN, Exchange

DEPTH = 4
"""At most so many pairs are given up for one."""

CANDIDATES = 12
"""So many pairs of a request are tried, best first."""


class MakingRoom:
    """Tries, carries out, and undoes what does not pay. Shares desk and worths with an Exchange."""

    def __init__(self, exchange: Exchange) -> None:
        self.desk: Desk = exchange.desk
        self.worth = exchange.worth
        self.by_worth = exchange.by_worth

    def run(self, clock: Clock) -> bool:
        """One pass over the requests with an empty place; whether anything was gained."""
        gained = False
        for request in np.nonzero(np.asarray(self.desk.places) > 0)[0].tolist():
            if clock.over:
                break
            gained |= self._serve(request)
        return gained

    def _serve(self, request: int) -> bool:
        for pair in self.by_worth[request][:CANDIDATES]:
            if not self.desk.chosen[pair] and self._squeeze_in(pair):
                return True
        return False

    def _squeeze_in(self, pair: int) -> bool:
        """Put the pair, whatever has to go; keep it if the others lose less than it brings."""
        out = self._given_up(pair)
        if not out:
            return False
        desk = self.desk
        for other in out:
            desk.take_back(other)
        desk.put(pair)
        rescued = self._rescue([desk.request[other] for other in out])
        gain = self.worth[pair] + sum(self.worth[r] for r in rescued) - sum(self.worth[other] for other in out)
        if gain > LEAST_GAIN:
            return True
        for done in (*rescued, pair):
            desk.take_back(done)
        for other in out:
            desk.put(other)
        return False

    def _given_up(self, pair: int) -> list[int]:
        """The cheapest held pairs, one after the other, that stand in the way; empty if too many would have to go."""
        desk = self.desk
        left, cost = desk.left[desk.expert[pair]], 0.0
        out: list[int] = []
        held = sorted(desk.held[desk.expert[pair]], key=lambda other: (self._loss(other), other))
        while (left - desk.need[pair]) & desk.guard != desk.guard:
            short = desk.short_months(left - desk.need[pair])
            blocker = next((other for other in held if other not in out and desk.need[other] & short), None)
            if blocker is None or len(out) == DEPTH:
                return []
            out.append(blocker)
            cost += self._loss(blocker)
            left += desk.need[blocker]
            if cost >= self.worth[pair]:
                return []
        return out

    def _loss(self, pair: int) -> float:
        """What giving the pair up costs if its request takes the best that fits elsewhere."""
        return self.worth[pair] - max((self.worth[p] for p in self._elsewhere(self.desk.request[pair])), default=0.0)

    def _rescue(self, requests: list[int]) -> list[int]:
        rescued = []
        for request in requests:
            for pair in self._elsewhere(request):
                self.desk.put(pair)
                rescued.append(pair)
        return rescued

    def _elsewhere(self, request: int) -> list[int]:
        """The best free pair of the request that fits, if any."""
        desk = self.desk
        for pair in self.by_worth[request]:
            if not desk.chosen[pair] and desk.fits(pair):
                return [pair]
        return []
