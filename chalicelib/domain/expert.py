"""An expert (専門官): what they know, when they are free, where they go, and with whom they are entangled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.correction import Correction


@dataclass(frozen=True, slots=True)
class MonthBook:
    """One month of an expert, in half-days."""

    capacity: int
    booked: int = 0

    @property
    def free(self) -> int:
        """Half-days that can still be promised; never negative."""
        return max(0, self.capacity - self.booked)


class InterestKind(StrEnum):
    """How an expert is tied to a company or a municipality."""

    EMPLOYER = "employer"
    CLIENT = "client"
    SHAREHOLDING = "shareholding"
    FAMILY = "family"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Interest:
    """A declared tie to a party, from one month to another (None: still lasting).

    `municipality` is the code where the party is one; `reason` is the expert's own words, which no ranking sees.
    """

    kind: InterestKind
    party: str
    since: str
    until: str | None = None
    municipality: str = ""
    reason: str = ""

    def during(self, months: Iterable[str]) -> bool:
        """Whether the tie lasts in any of these months."""
        return any(self.since <= month <= (self.until or month) for month in months)


@dataclass(frozen=True, slots=True)
class Expert:
    """One shared expert. Levels are 1 to 5 by field code; `served` counts assignments by municipality.

    `about` is what they say of themselves.
    """

    id: str
    name: str
    kana: str
    email: str
    base: str
    levels: Mapping[str, int]
    skills: Mapping[str, int]
    experience_years: int
    months: Mapping[str, MonthBook]
    areas: frozenset[str]
    online: bool
    half_day_yen: int
    active_from: str
    active_to: str | None = None
    interests: tuple[Interest, ...] = ()
    served: Mapping[str, int] | None = None
    telephone: str = ""
    version: int = 0
    head: str = ""
    about: str = ""
    corrections: tuple[Correction, ...] = ()

    def engaged(self, months: Iterable[str]) -> int:
        """Half-days promised in these months."""
        return sum(self.months[month].booked for month in months if month in self.months)


@dataclass(frozen=True, slots=True)
class Booking:
    """Half-days of an expert promised to a municipality (negative: given back)."""

    expert_id: str
    municipality: str
    months: Mapping[str, int]
    assignments: int = 1

    def reversed(self) -> "Booking":
        """What gives all of it back."""
        given_back = {month: -half_days for month, half_days in self.months.items()}
        return Booking(self.expert_id, self.municipality, given_back, -self.assignments)
