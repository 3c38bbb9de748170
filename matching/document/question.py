"""A question in a file: a need, the candidates, the parameters, and the words to answer in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from matching.candidate import Candidate
from matching.document import reading
from matching.document.entry import Entry
from matching.errors import Fault
from matching.need import Need
from matching.parameters import DEFAULT, Parameters

RECEIPT_ONLY = ("schema", "ranking", "shown")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the engine, in a document or a receipt."""

    need: Need
    candidates: tuple[Candidate, ...]
    parameters: Parameters = DEFAULT
    words: Mapping[str, str] = field(default_factory=dict)


def read(document: object) -> Question:
    """The question of a document; what only receipts have is passed over. Raises Fault."""
    if isinstance(document, dict):
        document = {name: value for name, value in document.items() if name not in RECEIPT_ONLY}
    return Entry(document).make(
        Question,
        need=reading.need,
        candidates=reading.candidates,
        parameters=reading.parameters,
        words=lambda words: {code: member.text() for code, member in words.members().items()},
    )


def load(path: Path) -> Question:
    """The question in a file. Raises OSError, and Fault with line and column where it is no JSON."""
    try:
        document = json.loads(path.read_bytes(), object_pairs_hook=_once_each, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise Fault(f"line {error.lineno}, column {error.colno}", f"is not JSON: {error.msg}") from None
    except (UnicodeDecodeError, RecursionError) as error:
        raise Fault("document", f"is not JSON: {error}") from None
    return read(document)


def _once_each(members: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in members:
        if name in found:
            raise Fault(name, "stands twice in one object")
        found[name] = value
    return found


def _refuse(constant: str) -> NoReturn:
    raise Fault(constant, "is no number here")
