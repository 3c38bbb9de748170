"""What the small pictures show, in numbers: months of an expert, and a prefecture as tiles."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain.calendar import era_year, first_day
from chalicelib.domain.municipality import Municipality

# Half-days from which a month is drawn one shade darker; the same for everybody, so that strips can be compared.
SHADES = (1, 4, 8, 16)
SIDE = 84


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One month of an expert beside what is asked of it, in half-days; heat runs from 0 to 4."""

    month: str
    free: int
    needed: int

    @property
    def heat(self) -> int:
        """0 for no free half-day, 4 for sixteen or more."""
        return bisect_right(SHADES, self.free)

    @property
    def in_words(self) -> tuple[str, str]:
        """Year and month apart: `令和8年`, `12月`."""
        day = first_day(self.month)
        return era_year(day), f"{day.month}月"

    @property
    def short(self) -> int:
        """Half-days that are missing."""
        return max(0, self.needed - self.free)


def month_cells(free: Mapping[str, int], needed: Mapping[str, int]) -> list[MonthCell]:
    """A cell for every month of `free`, in its order."""
    return [MonthCell(month, half_days, needed.get(month, 0)) for month, half_days in free.items()]


@dataclass(frozen=True, slots=True)
class Line:
    """Words in a tile, as large as they fit; y is their foot."""

    words: str
    y: int

    @property
    def size(self) -> int:
        """At most 21; a full-width letter is as wide as it is high."""
        return min(21, (SIDE - 16) // len(self.words))


@dataclass(frozen=True, slots=True)
class Tile:
    """One municipality of the map: where it stands and what is marked on it."""

    x: int
    y: int
    name: str
    asks: bool
    candidates: int

    @property
    def lines(self) -> list[Line]:
        """The name, in two lines where it is long, and what is marked, one above the other."""
        words = [*_folded(self.name), *self._marks]
        height = (SIDE - 8) // max(3, len(words))
        first = (SIDE - height * (len(words) - 1)) // 2 + 7
        return [Line(line, first + height * position) for position, line in enumerate(words)]

    @property
    def _marks(self) -> list[str]:
        return ["［依頼］"] * self.asks + [f"候補 {self.candidates}人"] * bool(self.candidates)


def _folded(name: str) -> list[str]:
    middle = (len(name) + 1) // 2
    return [name] if len(name) <= 5 else [name[:middle], name[middle:]]


@dataclass(frozen=True, slots=True)
class TileMap:
    """The map in its own units, and the same in words: `bases` are names with their number of candidates."""

    width: int
    height: int
    side: int
    tiles: tuple[Tile, ...]
    bases: tuple[tuple[str, int], ...]


def tile_map(
    places: Iterable[Municipality], requesting: Sequence[Municipality], bases: Sequence[Municipality]
) -> TileMap:
    """Every place at its row and column, cut to the rows and columns in use."""
    drawn = list(places)
    top, left = min(place.row for place in drawn), min(place.column for place in drawn)
    asking = {place.code for place in requesting}
    candidates = Counter(place.code for place in bases)
    tiles = tuple(
        Tile(
            x=(place.column - left) * SIDE,
            y=(place.row - top) * SIDE,
            name=place.name,
            asks=place.code in asking,
            candidates=candidates[place.code],
        )
        for place in drawn
    )
    return TileMap(
        width=max(tile.x for tile in tiles) + SIDE,
        height=max(tile.y for tile in tiles) + SIDE,
        side=SIDE,
        tiles=tiles,
        bases=tuple(Counter(place.name for place in bases).items()),
    )
