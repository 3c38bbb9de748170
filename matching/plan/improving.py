"""Local search on single pairs: insert one where it fits, replace a worse one, or let an expert give up another pair
whose request finds somebody else."""

from dataclasses import dataclass

import numpy as np

from matching.plan.arrays import Real
from matching.plan.clock import Clock
from matching.plan.desk import Desk

LEAST_GAIN = 1e-6


@dataclass(frozen=True, slots=True)
class Move:
    """Put one pair; before that take back `out` (worst of the request, pair given up); then put `instead`."""

    gain: float
    put: int
    out: tuple[int, ...] = ()
    instead: int | None = None


class Exchange:
    """Improves the plan on a desk for given pair worths until no single move helps or time is up."""

    def __init__(self, desk: Desk, worth: Real) -> None:
        self.desk = desk
        self.worth: list[float] = worth.tolist()
        order = np.lexsort((-worth, np.asarray(desk.request, np.int64)))
        bounds = np.searchsorted(np.asarray(desk.request, np.int64)[order], np.arange(1, len(desk.places)))
        self.by_worth: list[list[int]] = [pairs.tolist() for pairs in np.split(order, bounds)]

    def run(self, clock: Clock) -> None:
        """Go through the requests, then again through those whose neighbours moved."""
        waiting = set(range(len(self.by_worth)))
        while waiting and not clock.over:
            current, waiting = sorted(waiting), set()
            for request in current:
                if clock.over:
                    break
                move = self.best_move(request)
                if move is not None:
                    waiting |= self._make(move)

    def best_move(self, request: int) -> Move | None:
        """The move for this request that gains most, None if none gains."""
        worst = self._worst(request)
        if worst is None and not self.desk.places[request]:
            return None
        given_up = () if worst is None else (worst,)
        base = 0.0 if worst is None else self.worth[worst]
        best: Move | None = None
        for pair in self.by_worth[request]:
            gain = self.worth[pair] - base
            if gain <= (best.gain if best else LEAST_GAIN):
                break
            if self.desk.chosen[pair]:
                continue
            if self.desk.fits(pair):
                return Move(gain, pair, given_up)
            best = self._ejecting(pair, gain, given_up, best)
        return best

    def _worst(self, request: int) -> int | None:
        """The pair to replace when every place of the request is taken."""
        if self.desk.places[request] or not self.desk.serving[request]:
            return None
        return min(self.desk.serving[request], key=lambda pair: (self.worth[pair], pair))

    def _ejecting(self, pair: int, gain: float, given_up: tuple[int, ...], best: Move | None) -> Move | None:
        """Let the pair's expert give up another pair, whose request goes to somebody else or stays empty."""
        for other in sorted(self.desk.held[self.desk.expert[pair]]):
            needed = (best.gain if best else LEAST_GAIN) - gain + self.worth[other]
            if self.worth[self.by_worth[self.desk.request[other]][0]] <= needed:
                continue
            if self.desk.fits_without(pair, other):
                instead = self._elsewhere(self.desk.request[other], at_least=max(0.0, needed))
                rescued = 0.0 if instead is None else self.worth[instead]
                if rescued > needed:
                    best = Move(gain - self.worth[other] + rescued, pair, (*given_up, other), instead)
        return best

    def _elsewhere(self, request: int, *, at_least: float) -> int | None:
        """The best pair of the request that fits now and is worth more than so much."""
        desk = self.desk
        for pair in self.by_worth[request]:
            if self.worth[pair] <= at_least:
                return None
            if not desk.chosen[pair] and desk.fits(pair):
                return pair
        return None

    def _make(self, move: Move) -> set[int]:
        """Carry the move out; the requests that may find something better now."""
        desk = self.desk
        for pair in move.out:
            desk.take_back(pair)
        desk.put(move.put)
        if move.instead is not None:
            desk.put(move.instead)
        touched = {desk.request[pair] for pair in (move.put, *move.out)}
        for pair in (move.put, *move.out):
            touched |= {desk.request[held] for held in desk.held[desk.expert[pair]]}
        return touched
