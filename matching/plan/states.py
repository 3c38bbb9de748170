"""The exact search behind packing: a dynamic programme over every expert's open pairs, all experts side by side.

Pairs come in order of first needed month. A state is what an expert has left in the months not yet over, and the
penalty paid so far against the bound D: skipping a pair costs max(0, r), taking it max(0, −r), a half-day that stays
free in month t costs λ_t. So the best packing is D minus the least penalty. Equal states merge; a state whose penalty
reaches what the known schedule pays is cut. Beyond `width` states an expert keeps the best, and the least penalty
dropped keeps the bound valid.
"""

from dataclasses import dataclass, field

import numpy as np

from matching.plan.arrays import Flags, Real, Whole
from matching.plan.calendars import Calendars, Words

TOLERANCE = 1e-6
_MIX = (np.arange(1, 65, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)) | np.uint64(1)


@dataclass(frozen=True, slots=True, eq=False)
class OpenPairs:
    """The pairs still undecided, by expert and first month: reduced value, need in words, where each expert starts."""

    reduced: Real
    need: Words
    first_month: Whole
    starts: Whole


@dataclass(slots=True, eq=False)
class Frontier:
    """The living states: whose they are, what is left, the penalty so far, the month they stand in."""

    expert: Whole
    left: Words
    penalty: Real
    month: Whole

    def only(self, index: Whole) -> "Frontier":
        """The states at these places."""
        return Frontier(self.expert[index], self.left[:, index], self.penalty[index], self.month[index])


@dataclass(slots=True, eq=False)
class StateSearch:
    """Finds, per expert, the least penalty below `allowed`; afterwards `taken` tells which open pairs achieve it."""

    calendars: Calendars
    price: Real
    pairs: OpenPairs
    allowed: Real
    width: int
    dropped: Real = field(init=False)
    _count: Whole = field(init=False)
    _upcoming: Whole = field(init=False)
    _leaf: Whole = field(init=False)
    _origin: list[tuple[Whole, int]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.dropped = np.full(len(self.allowed), np.inf)
        self._count = np.diff(self.pairs.starts)
        self._upcoming = np.append(self.pairs.first_month, self.calendars.months)
        self._leaf = np.full(len(self.allowed), -1)

    def run(self, experts: Whole, left: Words) -> Flags:
        """Search for these experts from what they have left; returns who of all experts improved."""
        zero = np.zeros(len(experts))
        states = Frontier(experts, left, zero, zero.astype(np.int64))
        last = int(self._count[experts].max(initial=-1))
        for layer in range(last + 1):
            self._pass_months(states, layer)
            going = self._finish(states, layer)
            if not len(going):
                break
            states = self._branch(states, self._narrow(states, self._merge(states, going)), layer)
        return self._leaf >= 0

    def taken(self) -> Flags:
        """The open pairs in the improved schedules, read back layer by layer."""
        taken = np.zeros(len(self.pairs.reduced), bool)
        leaf = self._leaf.copy()
        for layer in range(len(self._origin) - 1, -1, -1):
            expert = np.nonzero((leaf >= 0) & (self._count > layer))[0]
            origin, taking = self._origin[layer]
            took = expert[leaf[expert] < taking]
            taken[self.pairs.starts[took] + layer] = True
            leaf[expert] = origin[leaf[expert]]
        return taken

    def _pass_months(self, states: Frontier, layer: int) -> None:
        """Pay for half-days left in months no later pair needs, and forget them so that more states are equal."""
        going = layer < self._count[states.expert]
        month = self._upcoming[np.where(going, self.pairs.starts[states.expert] + layer, -1)]
        moved = np.nonzero(month > states.month)[0]
        ahead = self.calendars.ahead(month[moved])
        over = self.calendars.unpack(states.left[:, moved] & ~ahead)
        states.penalty[moved] += np.einsum("st,st->s", over, self.price[states.expert[moved]])
        states.left[:, moved] &= ahead
        states.month = month

    def _finish(self, states: Frontier, layer: int) -> Whole:
        """Record complete schedules better than the known ones; return the places of states that go on."""
        alive = states.penalty < self.allowed[states.expert] - TOLERANCE
        at_end = layer >= self._count[states.expert]
        done = np.nonzero(alive & at_end)[0]
        done = done[np.lexsort((states.penalty[done], states.expert[done]))]
        expert, best = np.unique(states.expert[done], return_index=True)
        self._leaf[expert] = done[best]
        self.allowed[expert] = states.penalty[done[best]]
        return np.nonzero(alive & ~at_end)[0]

    def _merge(self, states: Frontier, index: Whole) -> Whole:
        """Of equal states keep the one of least penalty. Sorted by a hash: a clash only leaves a twin alive."""
        left, expert = states.left[:, index], states.expert[index]
        mixed = (left * _MIX[: len(left), None]).sum(axis=0) ^ (expert.astype(np.uint64) * _MIX[-1])
        order = np.lexsort((states.penalty[index], mixed))
        left, expert = left[:, order], expert[order]
        new = np.ones(len(order), bool)
        new[1:] = (expert[1:] != expert[:-1]) | (left[:, 1:] != left[:, :-1]).any(axis=0)
        kept: Whole = index[order[new]]
        return kept

    def _narrow(self, states: Frontier, index: Whole) -> Whole:
        """Keep the best `width` states of every expert and remember the least penalty dropped."""
        crowd = np.bincount(states.expert[index], minlength=len(self.allowed))
        if crowd.max() <= self.width:
            return index
        index = index[np.lexsort((states.penalty[index], states.expert[index]))]
        place = np.arange(len(index)) - (np.cumsum(crowd) - crowd)[states.expert[index]]
        over = index[place >= self.width]
        np.minimum.at(self.dropped, states.expert[over], states.penalty[over])
        return index[place < self.width]

    def _branch(self, states: Frontier, index: Whole, layer: int) -> Frontier:
        """Every state goes on twice: with the pair where it fits, and without it."""
        parent = states.only(index)
        pair = self.pairs.starts[parent.expert] + layer
        reduced = self.pairs.reduced[pair]
        after, possible = self.calendars.after(parent.left, self.pairs.need[:, pair])
        fits = np.nonzero(possible)[0]
        self._origin.append((np.concatenate([index[fits], index]).astype(np.int32), len(fits)))
        return Frontier(
            np.concatenate([parent.expert[fits], parent.expert]),
            np.concatenate([after[:, fits], parent.left], axis=1),
            np.concatenate(
                [parent.penalty[fits] - np.minimum(reduced[fits], 0), parent.penalty + np.maximum(reduced, 0)]
            ),
            np.concatenate([parent.month[fits], parent.month]),
        )
