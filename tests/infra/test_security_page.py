"""docs/security.md answers every item of ASVS 5.0, levels 1 and 2, once, and names tests that exist."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
# The standard's sections, with the numbers of their items of level 1 and 2; 10 and 17 are about what is not here.
ITEMS = """
    1.1:2 1.2:9 1.3:11 1.4:3 1.5:2
    2.1:3 2.2:3 2.3:4 2.4:1
    3.2:2 3.3:4 3.4:6 3.5:5 3.7:2
    4.1:3 4.2:1 4.3:2 4.4:4
    5.1:1 5.2:3 5.3:2 5.4:3
    6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4
    7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2
    8.1:2 8.2:3 8.3:1 8.4:1
    9.1:3 9.2:4
    11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1
    12.1:3 12.2:2 12.3:4
    13.1:1 13.2:5 13.3:2 13.4:5
    14.1:2 14.2:4 14.3:3
    15.1:3 15.2:3 15.3:7
    16.1:1 16.2:5 16.3:4 16.4:3 16.5:3
"""


def asked() -> set[str]:
    """Every item."""
    counts = (pair.split(":") for pair in ITEMS.split())
    return {f"{section}.{number}" for section, count in counts for number in range(1, int(count) + 1)}


def rows() -> Iterator[tuple[str, str]]:
    """The first cell of each row of the standard's table, and the rest of the row."""
    _, _, table = PAGE.partition("| item | how | test |")
    yield from re.findall(r"^\| (\d[^|]*?) \| (.*)$", table, re.M)


def items_of(cell: str) -> Iterator[str]:
    """`1.2.6–1.2.8, 1.3.1`, one by one."""
    for part in cell.split(", "):
        first, _, last = part.partition("–")
        section, _, number = first.rpartition(".")
        end = (last or first).rpartition(".")
        assert end[0] == section, part
        yield from (f"{section}.{one}" for one in range(int(number), int(end[2]) + 1))


def test_every_item_is_answered_once() -> None:
    """None is missing, none is invented, none has two answers."""
    answered = Counter(item for cell, _ in rows() if not cell.startswith(("10.", "17.")) for item in items_of(cell))

    assert set(answered) == asked()
    assert {item for item, times in answered.items() if times > 1} == set()


def test_what_is_relaxed_says_why_and_what_is_absent_is_said() -> None:
    """A row without a test is about what is not there, or about what somebody else's machine does."""
    for cell, row in rows():
        how, _, test = row.rstrip("| ").partition(" | ")
        assert how, cell
        assert test or "n/a" in how or cell in {"4.2.1", "6.4.2", "6.6.1"}, cell


def test_every_test_that_the_page_names_exists() -> None:
    """A promise without its test is no promise."""
    named = set(re.findall(r"`(tests/[\w/.]+)`", PAGE))

    assert named
    assert {name for name in named if not (ROOT / name).exists()} == set()
