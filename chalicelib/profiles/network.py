"""The travel table: every office and place to every other, from the formula and the rows that correct it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from chalicelib.domain.municipality import Municipality
from chalicelib.profiles.roads import Roads


@dataclass(frozen=True, slots=True)
class Network:
    """Offices on ordinary roads, legs with known minutes, and the ends that can only be left by such a leg.

    `legs` holds both directions; `onward` names, for an island or a far valley, where its ways to everywhere else
    begin. It must never lead in a circle.
    """

    offices: Mapping[str, Municipality]
    places: Sequence[str]
    roads: Roads
    legs: Mapping[tuple[str, str], int]
    onward: Mapping[str, Sequence[str]]

    def table(self) -> dict[tuple[str, str], int]:
        """Minutes one way for every ordered pair of offices and places."""
        return {pair: self.minutes(*pair) for pair in permutations((*self.offices, *self.places), 2)}

    def minutes(self, one: str, other: str) -> int:
        """The known leg between the two; else the quickest way over legs onward; else the formula of the roads."""
        if one == other:
            return 0
        if (one, other) in self.legs:
            return self.legs[one, other]
        ways = [self.legs[one, via] + self.minutes(via, other) for via in self.onward.get(one, ())]
        ways += [self.minutes(one, via) + self.legs[via, other] for via in self.onward.get(other, ())]
        return min(ways) if ways else self.roads.minutes(self.offices[one], self.offices[other])
