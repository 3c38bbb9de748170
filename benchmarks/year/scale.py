"""How large a year is: whose, how many requests and experts, and how they are planned."""

import random
from dataclasses import dataclass

from benchmarks.year.nation import nation
from chalicelib import profiles
from chalicelib.domain.profile import Profile
from chalicelib.profiles.roads import Roads
from chalicelib.service.begin_round import PAIRS

ADVISERS = 242
EXPRESSWAYS = Roads(minutes_at_ends=15, detour=1.3, km_per_hour=75)


@dataclass(frozen=True, slots=True)
class Scale:
    """`capacity` is the least and the most half-days of an expert's month; `together` how many requests a round takes;
    `planning_s` how long a round may be planned; `reach` how many areas on either side an expert travels to.
    """

    profile: Profile
    requests: int
    experts: int
    capacity: tuple[int, int]
    together: int = 100
    planning_s: float = 20.0
    reach: int = 3
    months: int = 12

    def towns(self) -> list[str]:
        """The municipalities' codes."""
        return list(self.profile.municipalities)

    def some_towns(self, chance: random.Random, count: int) -> list[str]:
        """Towns that ask, by chance; a large one asks more often than a small one, but not in proportion."""
        towns = self.profile.municipalities.values()
        return chance.choices([town.code for town in towns], [town.population**0.25 for town in towns], k=count)

    def near(self, code: str) -> list[str]:
        """The municipalities within an expert's reach of this one, itself among them."""
        order = list(self.profile.areas)
        here = order.index(self.profile.municipality(code).area)
        areas = set(order[max(0, here - self.reach) : here + self.reach + 1])
        return [town.code for town in self.profile.municipalities.values() if town.area in areas]


def ehime() -> Scale:
    """The model prefecture: 20 municipalities, six experts, eight requests a year of each municipality."""
    return Scale(profiles.load("ehime"), requests=160, experts=6, capacity=(8, 14))


def japan() -> Scale:
    """All 1,741 municipalities as one deployment, with the 242 experts of the national scheme.

    435 requests, one for every fourth municipality, are a fifth more than that scheme's 363 projects of a year.
    """
    country = nation(profiles.load("ehime"), towns=1741, roads=EXPRESSWAYS, seed=1)
    together = PAIRS // ADVISERS
    return Scale(country, requests=435, experts=ADVISERS, capacity=(1, 3), together=together, planning_s=5.0, reach=1)


SCALES = {"ehime": ehime, "japan": japan}
