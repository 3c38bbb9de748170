"""Reading a profile's files as text and as tables."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from chalicelib.profiles.entry import Entry


def text_of(path: Path, faults: list[str]) -> str | None:
    """The file's text; a fault and nothing when it is missing or not UTF-8."""
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        faults.append(f"{path.name}:1: the file is missing")
    except UnicodeDecodeError as unreadable:
        line = unreadable.object.count(b"\n", 0, unreadable.start) + 1
        faults.append(f"{path.name}:{line}: the text is not UTF-8")
    return None


def rows_of(path: Path, columns: Sequence[str], faults: list[str]) -> list[Entry]:
    """The rows of a CSV file that must have these columns."""
    text = text_of(path, faults)
    if text is None:
        return []
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [cell.strip() for cell in next(reader, [])]
    absent = [column for column in columns if column not in header]
    faults += [f"{path.name}:1: column {column} is missing" for column in absent]
    if absent:
        return []
    rows = ((reader.line_num, cells) for cells in reader if cells)
    return [_row(Entry(path.name, line, {}, faults), header, cells) for line, cells in rows]


def _row(at: Entry, header: Sequence[str], cells: Sequence[str]) -> Entry:
    if len(cells) != len(header):
        at.fault(f"{len(cells)} cells where there are {len(header)} columns")
    values = dict.fromkeys(header, "") | {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
    return Entry(at.file, at.line, values, at.faults)
