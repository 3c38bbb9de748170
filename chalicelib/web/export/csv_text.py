"""Tables that a spreadsheet opens without being asked: UTF-8 with a mark, and nothing in them is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

# What a spreadsheet would take for the beginning of a formula, full-width forms too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
MARK = "\ufeff"


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV, with its heads."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([[_cell(value) for value in row] for row in rows])
    return MARK + text.getvalue()


def _cell(value: object) -> object:
    """The value; an apostrophe stands before what would be a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
