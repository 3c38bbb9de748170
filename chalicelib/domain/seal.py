"""The seal of a record: a digest of all it says, which the audit event of its last change repeats.

What stands at its default is left out, so that a field that comes later breaks no seal that was set before.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, Protocol

from chalicelib.domain.api_token import ApiToken
from chalicelib.domain.expert import Expert, MonthBook

# What most of a record consists of; a member of an enumeration is of a type of its own.
PLAIN = frozenset({str, int, bool, type(None)})


class Sealable(Protocol):
    """A record with an id."""

    @property
    def id(self) -> str:
        """Unique among its kind."""


def seals(*records: Sealable | None) -> dict[str, str]:
    """The seal of each record under its kind and id: `offer:r….02`."""
    return {f"{type(record).__name__.lower()}:{record.id}": seal(record) for record in records if record}


def seal(record: Sealable) -> str:
    """SHA-256, in hex, of what the record says, but for its place in its own chain."""
    text = json.dumps(said(record), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def said(record: Sealable) -> dict[str, Any]:
    """What the seal covers, as plain values."""
    if isinstance(record, Expert):
        record = _without_bookings(record)
    if isinstance(record, ApiToken):
        record = record.sealed_part()
    values: dict[str, Any] = _plain(record)
    return {name: value for name, value in values.items() if name != "head"}


def _without_bookings(expert: Expert) -> Expert:
    """Half-days are booked by the changes of cases, and told by their events."""
    months = {month: MonthBook(book.capacity) for month, book in expert.months.items()}
    return replace(expert, months=months, served=None)


def _plain(value: Any) -> Any:
    if type(value) in PLAIN:
        return value
    if is_dataclass(value):
        told = ((name, _plain(getattr(value, name)), default) for name, default in _defaults(value.__class__))
        return {name: inner for name, inner, default in told if inner != default}
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, AbstractSet):
        return sorted(_plain(inner) for inner in value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(inner) for inner in value]
    return _text(value)


@cache
def _defaults(kind: type[Any]) -> list[tuple[str, Any]]:
    """Each field of a kind of record with its default, as a plain value."""
    return [(field.name, _plain(_default(field))) for field in fields(kind)]


def _text(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, float) and value.is_integer():
        # The store does not tell 1.0 from 1.
        return int(value)
    return value.isoformat() if isinstance(value, date | time) else value


def _default(field: "Field[Any]") -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default
