"""A plan being worked on: what every expert has left, who serves each request, and whether one more pair fits."""

import numpy as np

from matching.plan.arrays import Flags
from matching.plan.market import Market


class Desk:
    """Calendars are Python integers (see calendars), so that fitting, putting and taking back are one subtraction."""

    def __init__(self, market: Market) -> None:
        calendars = market.calendars()
        self.guard = calendars.integer_guard()
        self.bits = calendars.bits
        self.expert: list[int] = market.expert.tolist()
        self.request: list[int] = market.request.tolist()
        self.need = calendars.integers(market.need)
        self.left = [half_days | self.guard for half_days in calendars.integers(market.capacity)]
        self.places: list[int] = market.places.tolist()
        self.chosen = bytearray(len(self.expert))
        self.held: list[set[int]] = [set() for _ in range(market.experts)]
        self.serving: list[set[int]] = [set() for _ in range(market.requests)]

    def fits(self, pair: int) -> bool:
        """Whether the pair's expert has the half-days left in every month."""
        return (self.left[self.expert[pair]] - self.need[pair]) & self.guard == self.guard

    def fits_without(self, pair: int, other: int) -> bool:
        """Whether it would fit if its expert gave up the other pair."""
        left = self.left[self.expert[pair]] + self.need[other]
        return (left - self.need[pair]) & self.guard == self.guard

    def short_months(self, after: int) -> int:
        """A mask over the months in which this result of left − need ran short."""
        missing = ~after & self.guard
        return missing - (missing >> (self.bits - 1))

    def put(self, pair: int) -> None:
        """Place the pair; the caller has made sure that it fits."""
        self.left[self.expert[pair]] -= self.need[pair]
        self.places[self.request[pair]] -= 1
        self.held[self.expert[pair]].add(pair)
        self.serving[self.request[pair]].add(pair)
        self.chosen[pair] = 1

    def take_back(self, pair: int) -> None:
        """Undo put()."""
        self.left[self.expert[pair]] += self.need[pair]
        self.places[self.request[pair]] += 1
        self.held[self.expert[pair]].remove(pair)
        self.serving[self.request[pair]].remove(pair)
        self.chosen[pair] = 0

    def clear(self) -> None:
        """Take everything back."""
        for pair in np.nonzero(self.plan())[0].tolist():
            self.take_back(pair)

    def plan(self) -> Flags:
        """The pairs placed now, as flags."""
        return np.frombuffer(bytes(self.chosen), np.uint8).astype(bool)
