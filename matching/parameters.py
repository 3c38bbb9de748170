"""Every number a person may tune, in one place, with a version that receipts carry."""

from dataclasses import dataclass
from itertools import pairwise

from matching.checks import must, text, within

FULL = 1000
"""The highest value of a part, per mille."""

TRAVEL = ((15, 950), (30, 900), (45, 800), (60, 700), (90, 500), (120, 350), (180, 200))
"""Minutes one way, ferries counted, and the place value up to there."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part counts for; only their proportion matters. From 0 to 1000, not all 0."""

    skill: int = 70
    avail: int = 15
    place: int = 10
    known: int = 5

    def __post_init__(self) -> None:
        for name in self.__slots__:
            within(name, getattr(self, name), low=0, high=1000)
        must(self.total > 0, "skill", what="above 0 when all others are 0", value=self.skill)

    @property
    def total(self) -> int:
        """The sum, by which the weighted parts are divided."""
        return self.skill + self.avail + self.place + self.known


@dataclass(frozen=True, slots=True)
class Parameters:
    """The tunables of a ranking; a faulty one raises a Fault.

    `version` names this set of numbers; `same_municipality` is the place value of an expert based where the work is;
    `travel` has (up to so many minutes one way, place value) steps, 0 beyond the last; `online` is the place value of
    work done online.
    """

    version: str
    weights: Weights = Weights()
    same_municipality: int = FULL
    travel: tuple[tuple[int, int], ...] = TRAVEL
    online: int = 600

    def __post_init__(self) -> None:
        text("version", self.version)
        within("same_municipality", self.same_municipality, low=0, high=FULL)
        within("online", self.online, low=0, high=FULL)
        for step, (minutes, value) in enumerate(self.travel):
            within(f"travel[{step}]", minutes, low=0, high=1440)
            within(f"travel[{step}]", value, low=0, high=self.same_municipality)
        for step, ((near, high), (far, low)) in enumerate(pairwise(self.travel), start=1):
            falls = near < far and high >= low
            must(falls, f"travel[{step}]", what="further and worth no more than the last", value=(far, low))


DEFAULT = Parameters(version="2026-11")
"""The parameters of the first version: 70, 15, 10 and 5 per cent."""
