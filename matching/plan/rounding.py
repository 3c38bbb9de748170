"""From prices to a plan: what the experts' packings agree on is placed first, then the rest by what it is worth."""

import numpy as np

from matching.plan.arrays import Flags, Real
from matching.plan.clock import Clock
from matching.plan.desk import Desk
from matching.plan.greedy import fill
from matching.plan.improving import Exchange
from matching.plan.making_room import MakingRoom
from matching.plan.market import Market

DEEPER = 2
"""So often the search goes deeper before it is content."""

AGREED = 1e4
"""Agreement between packings counts before any difference in worth."""


class Rounder:
    """Makes plans of one market, on one desk."""

    def __init__(self, market: Market) -> None:
        self.desk = Desk(market)

    def plan(self, key: Real, worth: Real, clock: Clock) -> Flags:
        """Place pairs by falling key, then improve for these worths."""
        self.desk.clear()
        fill(self.desk, key)
        return self.improve(worth, clock)

    def improved(self, start: Flags, worth: Real, clock: Clock) -> Flags:
        """Improve a given plan."""
        self.desk.clear()
        for pair in np.nonzero(start)[0].tolist():
            self.desk.put(pair)
        return self.improve(worth, clock)

    def improve(self, worth: Real, clock: Clock) -> Flags:
        """Improve what lies on the desk for these worths: single moves, and making room when they are exhausted."""
        exchange = Exchange(self.desk, worth)
        exchange.run(clock)
        for _ in range(DEEPER):
            if not MakingRoom(exchange).run(clock):
                break
            exchange.run(clock)
        return self.desk.plan()


def agreement_key(market: Market, average: Real, worth: Real, price: Real) -> Real:
    """Placing order: how often the pair was packed lately, then its worth beyond the request's price."""
    key: Real = AGREED * average + worth - price[market.request]
    return np.where(average > 0, key, key - AGREED)
