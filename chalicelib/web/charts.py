"""What the small pictures show, in numbers: months of an expert, and a prefecture as tiles."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
    def short(self) -> int:
        """Half-days that are missing."""
        return max(0, self.needed - self.free)


def month_cells(free: Mapping[str, int], needed: Mapping[str, int]) -> list[MonthCell]:
    """A cell for every month of `free`, in its order."""
    return [MonthCell(month, half_days, needed.get(month, 0)) for month, half_days in free.items()]


@dataclass(frozen=True, slots=True)
class Tile:
    """One municipality of the map: where it stands and what is marked on it."""

    x: int
    y: int
    name: str
    asks: bool
    candidates: int

    @property
    def font_size(self) -> int:
        """As large as the name fits in one line, at most 18."""
        return min(18, (SIDE - 12) // len(self.name))

    @property
    def mark(self) -> str:
        """What stands under the name."""
        return "・".join(words for words in ("依頼" * self.asks, self._bases) if words)

    @property
    def _bases(self) -> str:
        return f"候補{self.candidates}" if self.candidates else ""


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
