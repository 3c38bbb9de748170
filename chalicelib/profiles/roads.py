"""How long it takes from one office to another, judged by the distance alone."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from chalicelib.domain.municipality import Municipality

EARTH_RADIUS_KM = 6371.0


def great_circle_km(one: Municipality, other: Municipality) -> float:
    """Kilometres between two offices along the surface of a round earth (haversine formula)."""
    north, south = radians(one.latitude), radians(other.latitude)
    across = sin((north - south) / 2) ** 2
    along = cos(north) * cos(south) * sin(radians(one.longitude - other.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(across + along))


@dataclass(frozen=True, slots=True)
class Roads:
    """What a prefecture's roads are like: minutes lost at the two ends, km of road per km of distance, speed."""

    minutes_at_ends: int
    detour: float
    km_per_hour: float

    def minutes(self, one: Municipality, other: Municipality) -> int:
        """Minutes at the ends + great-circle km x detour / km per hour x 60, rounded."""
        return round(self.minutes_at_ends + great_circle_km(one, other) * self.detour / self.km_per_hour * 60)
