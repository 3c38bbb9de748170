"""What a request is checked against: the prefecture, the day, who takes part and who can be asked."""

from dataclasses import dataclass
from datetime import date

from pydantic import ValidationInfo

from chalicelib.domain.calendar import month_of, months_from
from chalicelib.domain.profile import Profile
from chalicelib.web.forms import limits


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`towns` are those taking part, the asking one first; `experts` are the ids that can be named."""

    profile: Profile
    today: date
    towns: tuple[str, ...]
    experts: frozenset[str] = frozenset()

    @property
    def months(self) -> tuple[str, ...]:
        """The months that can be asked for, this one first."""
        return tuple(months_from(month_of(self.today), limits.MONTHS_AHEAD))

    @property
    def neighbours(self) -> tuple[str, ...]:
        """Municipalities that may join the asking one."""
        return tuple(code for code in self.profile.municipalities if code != self.towns[0])

    @property
    def places(self) -> dict[str, str]:
        """Where the work can be: the offices of those taking part, and their further places, with names."""
        offices = {code: f"{self.profile.municipalities[code].name}（庁舎など）" for code in self.towns}
        further = {place.code: place.name for place in self.profile.places.values() if place.municipality in self.towns}
        return offices | further


def around(info: ValidationInfo) -> Surroundings:
    """The surroundings of a validation."""
    assert isinstance(info.context, Surroundings)
    return info.context
