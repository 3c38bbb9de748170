"""A municipality, or the prefecture itself, as its profile describes it."""

from dataclasses import dataclass
from typing import Literal

MunicipalityKind = Literal["prefecture", "city", "town", "village"]


@dataclass(frozen=True, slots=True)
class Municipality:
    """One body of local government, known by its 6-digit code (全国地方公共団体コード)."""

    code: str
    name: str
    kana: str
    romaji: str
    kind: MunicipalityKind
    area: str
    population: int
    latitude: float
    longitude: float
    row: int
    column: int
