"""The storage page and the keys say the same."""

import inspect
import re
from pathlib import Path

import pytest

from chalicelib.adapters import keys

PAGE = Path(__file__).parents[2] / "docs" / "storage.md"
# They make keys of what others decide.
TOOLS = {"key", "stamp"}


def key_functions() -> set[str]:
    """Names of the functions that say where something lies."""
    return {name for name, made in inspect.getmembers(keys, inspect.isfunction) if made.__module__ == keys.__name__}


def documented() -> set[str]:
    """Key functions that a row of the page's first table names."""
    table = PAGE.read_text(encoding="utf-8").split("## Questions")[1].split("## ")[0]
    cells = [line.split("|")[2] for line in table.splitlines() if line.startswith("| ")][1:]
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


def test_every_key_answers_a_question_of_the_storage_page() -> None:
    """And the page names no key that is gone."""
    assert documented() == key_functions() - TOOLS


@pytest.mark.parametrize(
    ("state", "queue"), [("draft", "380008#open"), ("engaged", "380008#open"), ("withdrawn", "380008#closed")]
)
def test_open_and_closed_requests_lie_apart(state: str, queue: str) -> None:
    """A list of what is open never reads through what has long been closed."""
    assert keys.row_queue("380008", state, "r1") == {"queue": queue, "due": f"{state}#r1"}
