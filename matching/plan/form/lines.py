"""Where in a JSON text a member stands: its line, found again only when there is a fault to report."""

import json
import re

Step = str | int
_SPACE = re.compile(r"[\s,:]*")
_DECODER = json.JSONDecoder()


def line_of(text: str, path: tuple[Step, ...]) -> int:
    """The line where the value at the path begins; of the nearest enclosing value if there is none."""
    position = _skip(text, 0)
    for step in path:
        found = _child(text, position, step)
        if found is None:
            break
        position = found
    return text.count("\n", 0, position) + 1


def _child(text: str, position: int, step: Step) -> int | None:
    """The position of a member of the object, or an element of the list, that begins here."""
    opening, position, count = text[position], _skip(text, position + 1), 0
    while opening in "{[" and text[position] not in "}]":
        name: Step = count
        if opening == "{":
            name, position = _DECODER.raw_decode(text, position)
            position = _skip(text, position)
        if name == step:
            return position
        position = _skip(text, _DECODER.raw_decode(text, position)[1])
        count += 1
    return None


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position
