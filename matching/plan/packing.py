"""The best packing of every expert's months at given pair values: exact for all experts at once, or a proven bound."""

from dataclasses import dataclass

import numpy as np

from matching.plan.arrays import Flags, Real
from matching.plan.market import Market
from matching.plan.months import MonthPrices, Wanted
from matching.plan.schedules import first_fit
from matching.plan.states import TOLERANCE, OpenPairs, StateSearch


@dataclass(frozen=True, slots=True, eq=False)
class Packings:
    """Per expert a bound no schedule exceeds, and the schedules found (all experts' pairs, as flags)."""

    bound: Real
    chosen: Flags


class Packer:
    """Packs the experts of one market again and again; month prices and schedules of the last time help the next."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.calendars = market.calendars()
        self.need = self.calendars.pack(market.need)
        self.left = self.calendars.pack(market.capacity)
        self.months = MonthPrices(market.capacity.astype(float), np.zeros(market.capacity.shape))
        self.chosen = np.zeros(len(market.row), bool)

    def pack(self, value: Real, *, width: int, steps: int) -> Packings:
        """The best schedules when each pair is worth its value; a negative one is never taken."""
        wanted = Wanted.at(self.market, value)
        limit, reduced = self.months.improve(wanted, steps=steps)
        taken, best = self._known(wanted, reduced)
        limit = np.maximum(limit, best)
        bound = self._search(wanted, taken, reduced=reduced, limit=limit, best=best, width=width)
        self.chosen = np.zeros(len(self.market.row), bool)
        self.chosen[wanted.pair[taken]] = True
        return Packings(bound=bound, chosen=self.chosen)

    def _known(self, wanted: Wanted, reduced: Real) -> tuple[Flags, Real]:
        """The better of a quick schedule and yesterday's."""
        quick = first_fit(wanted, key=reduced, left=self.left, need=self.need[:, wanted.pair], calendars=self.calendars)
        old = self.chosen[wanted.pair]
        quick_worth, old_worth = (wanted.per_expert(wanted.value * taken) for taken in (quick, old))
        return np.where((old_worth > quick_worth)[wanted.expert], old, quick), np.maximum(old_worth, quick_worth)

    def _search(self, wanted: Wanted, taken: Flags, *, reduced: Real, limit: Real, best: Real, width: int) -> Real:
        """Improve the schedules in place where the known one is not proven best; returns the bounds."""
        slack = limit - best
        room = slack[wanted.expert]
        sure = reduced >= room - TOLERANCE
        left = self.market.capacity - wanted.half_days(sure)
        active = (slack > TOLERANCE) & (left >= 0).all(axis=1)
        undecided = active[wanted.expert] & ~sure & (reduced > TOLERANCE - room)
        search = self._state_search(wanted, undecided, reduced=reduced, allowed=slack, width=width)
        better = search.run(np.nonzero(active)[0], self.calendars.pack(left[active]))
        mine = better[wanted.expert]
        taken[mine] = sure[mine]
        taken[np.nonzero(undecided)[0][search.taken()]] = True
        found = np.where(active, limit - search.allowed, best)
        return np.where(active, np.maximum(found, limit - np.minimum(search.dropped, limit)), best)

    def _state_search(
        self, wanted: Wanted, undecided: Flags, *, reduced: Real, allowed: Real, width: int
    ) -> StateSearch:
        pairs = OpenPairs(
            reduced=reduced[undecided],
            need=self.need[:, wanted.pair[undecided]],
            first_month=self.market.first[wanted.pair[undecided]],
            starts=np.searchsorted(wanted.expert[undecided], np.arange(self.market.experts + 1)),
        )
        return StateSearch(self.calendars, self.months.price, pairs, allowed.copy(), width)
