"""The whole country as one profile, generated: 1,741 municipalities in 47 areas, with populations as they spread.

It is made here and not read from a folder, because a folder is one prefecture: `profiles.load` refuses codes of
another, and a table of all ways between 1,741 offices has three million rows.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import permutations

from chalicelib.domain.municipality import Municipality
from chalicelib.domain.profile import Profile
from chalicelib.profiles.codes import check_digit
from chalicelib.profiles.roads import Roads

AREAS = 47
SMALLEST, MEDIAN, LARGEST, SPREAD = 150, 23_000, 3_770_000, 1.3


class Ways(Mapping[tuple[str, str], int]):
    """Minutes between any two offices, judged when they are asked for."""

    def __init__(self, offices: Mapping[str, Municipality], roads: Roads) -> None:
        self._offices, self._roads = offices, roads

    def __getitem__(self, ends: tuple[str, str]) -> int:
        one, other = ends
        return self._roads.minutes(self._offices[one], self._offices[other])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return permutations(self._offices, 2)

    def __len__(self) -> int:
        return len(self._offices) * (len(self._offices) - 1)


def nation(model: Profile, *, towns: int, roads: Roads, seed: int) -> Profile:
    """A profile of so many municipalities with the model's words, caps and rates."""
    chance = random.Random(seed)
    capital = replace(model.prefecture, code="000000", name="全国", area="area-00")
    offices = {office.code: office for office in (_town(place, chance) for place in range(towns))}
    return replace(
        model,
        key="nation",
        prefecture=capital,
        areas={f"area-{area:02d}": f"第{area + 1}県" for area in range(AREAS)},
        municipalities=offices,
        places={},
        travel=Ways({capital.code: capital, **offices}, roads),
    )


def _town(place: int, chance: random.Random) -> Municipality:
    """Areas lie in a chain from south-west to north-east, as prefectures do."""
    area, five = place % AREAS, f"{10001 + place}"
    population = min(LARGEST, max(SMALLEST, round(MEDIAN * chance.lognormvariate(0, SPREAD))))
    return Municipality(
        code=f"{five}{check_digit(five)}",
        name=f"見本{place + 1}{'市' if population > 50_000 else '町'}",
        kana="みほん",
        romaji=f"Mihon {place + 1}",
        kind="city" if population > 50_000 else "town",
        area=f"area-{area:02d}",
        population=population,
        latitude=31 + area * 0.28 + chance.uniform(-0.4, 0.4),
        longitude=130 + area * 0.27 + chance.uniform(-0.4, 0.4),
        row=place // 100,
        column=place % 100,
    )
