"""What the small pictures show."""

import pytest

from chalicelib.domain.municipality import Municipality
from chalicelib.web.charts import MonthCell, Tile, TileMap, month_cells, tile_map


def place(name: str, row: int, column: int) -> Municipality:
    """A municipality known by where it stands."""
    return Municipality(
        code=name,
        name=name,
        kana="",
        romaji="",
        kind="town",
        area="",
        population=1,
        latitude=0,
        longitude=0,
        row=row,
        column=column,
    )


NORTH, SOUTH, LONG = place("北町", 2, 5), place("南町", 3, 4), place("山間架空高原町", 3, 5)


def tile(drawn: TileMap, name: str) -> Tile:
    """The tile of this name."""
    return next(tile for tile in drawn.tiles if tile.name == name)


@pytest.mark.parametrize(("free", "heat"), [(0, 0), (1, 1), (3, 1), (4, 2), (8, 3), (15, 3), (16, 4), (60, 4)])
def test_more_free_half_days_are_darker(free: int, heat: int) -> None:
    """The shades are the same for every expert."""
    assert MonthCell("2026-12", free, 0).heat == heat


def test_a_month_says_what_is_missing() -> None:
    """Three free, four needed: one is missing; nothing is missing where nothing is needed."""
    december, january = month_cells({"2026-12": 3, "2027-01": 0}, {"2026-12": 4})

    assert (december.needed, december.short) == (4, 1)
    assert (january.needed, january.short) == (0, 0)
    assert january.in_words == ("令和9年", "1月")


def test_the_map_begins_at_its_first_row_and_column() -> None:
    """A prefecture need not count from nought."""
    drawn = tile_map([NORTH, SOUTH], [], [])

    assert (tile(drawn, "北町").x, tile(drawn, "北町").y) == (drawn.side, 0)
    assert (tile(drawn, "南町").x, tile(drawn, "南町").y) == (0, drawn.side)
    assert (drawn.width, drawn.height) == (2 * drawn.side, 2 * drawn.side)


def test_requests_and_bases_are_marked_in_words() -> None:
    """Colour repeats what the tile says."""
    drawn = tile_map([NORTH, SOUTH], [SOUTH], [NORTH, NORTH, SOUTH])

    assert [line.words for line in tile(drawn, "北町").lines] == ["北町", "候補 2人"]
    assert [line.words for line in tile(drawn, "南町").lines] == ["南町", "［依頼］", "候補 1人"]
    assert drawn.bases == (("北町", 2), ("南町", 1))


def test_words_stay_inside_their_tile() -> None:
    """A long name is folded, and all lines keep within the sides."""
    drawn = tile_map([LONG], [LONG], [LONG])
    lines = tile(drawn, LONG.name).lines

    assert [line.words for line in lines[:2]] == ["山間架空", "高原町"]
    assert all(line.size * len(line.words) < drawn.side and line.y < drawn.side for line in lines)
