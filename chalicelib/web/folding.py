"""Plain text in lines no mail reader need break: a full-width sign counts two columns, an address stays whole."""

import re
from unicodedata import east_asian_width

COLUMNS = 72
OVERHANG = 4
WORD = re.compile(r"[!-~]+|\s|.", re.DOTALL)
# A line may not begin with these (行頭禁則), nor end with those (行末禁則).
NOT_FIRST = "、。，．）」』】〕・：；？！ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々"
NOT_LAST = "（「『【〔"


def fold(text: str) -> str:
    """The text with long lines broken, their beginnings repeated, and no more than one empty line in a row."""
    lines = (folded for line in text.strip("\n").split("\n") for folded in _folded(line.rstrip()))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def width(text: str) -> int:
    """Columns the text takes."""
    return sum(2 if east_asian_width(sign) in "FWA" else 1 for sign in text)


def _folded(line: str) -> list[str]:
    """A quotation stays one, an indented line stays indented."""
    start = re.match(r"(?:> )?　*", line)
    indent = start.group() if start else ""
    lines, current = [], ""
    for word in WORD.findall(line[len(indent) :]):
        room = COLUMNS + (OVERHANG if word in NOT_FIRST else 0)
        if current and width(indent + current + word) > room:
            kept, current = _carried(current)
            lines.append(indent + kept)
        current += word
    return [*lines, indent + current]


def _carried(line: str) -> tuple[str, str]:
    """What stays on the line, and an opening bracket that moves to the next."""
    kept = line.rstrip(NOT_LAST)
    return (kept, line[len(kept) :]) if kept else (line, "")
