"""Counts what a DynamoDB client does, and the capacity units that AWS would take for it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any

READING = ("GetItem", "Query")


@dataclass
class Meter:
    """Calls by operation, and units by the size of what was read and written; those of the index are not counted."""

    calls: Counter[str] = field(default_factory=Counter)
    read: float = 0
    written: int = 0
    sent: Mapping[str, Any] = field(default_factory=dict)

    @property
    def units(self) -> int:
        """All of them, in whole units."""
        return ceil(self.read) + self.written

    @property
    def in_words(self) -> str:
        """`1 GetItem, 3 Query`."""
        return ", ".join(f"{count} {call}" for call, count in sorted(self.calls.items()))

    def watch(self, client: Any) -> None:
        """Listen to a client."""
        client.meta.events.register("provide-client-params.dynamodb", self._note)
        client.meta.events.register("after-call.dynamodb", self._count)

    def reset(self) -> None:
        """Begin anew."""
        self.calls.clear()
        self.read, self.written = 0, 0

    def _note(self, params: dict[str, Any], **_: Any) -> None:
        self.sent = params

    def _count(self, model: Any, parsed: dict[str, Any], **_: Any) -> None:
        self.calls[model.name] += 1
        if model.name in READING:
            found = parsed.get("Items", [parsed["Item"]] if "Item" in parsed else [])
            # What need not be consistent costs half.
            self.read += max(1, kilobytes(found, each=4)) * (1 if self.sent.get("ConsistentRead") else 0.5)
        elif model.name == "BatchGetItem":
            # Each for itself; what is not there costs as much as what is small.
            (asked,), (found,) = self.sent["RequestItems"].values(), parsed["Responses"].values()
            self.read += len(asked["Keys"]) - len(found) + sum(kilobytes([item], each=4) for item in found)
        elif "TransactItems" in self.sent:
            # A transaction costs each of its writes twice.
            actions = (next(iter(action.values())) for action in self.sent["TransactItems"])
            self.written += sum(2 * max(1, kilobytes([action.get("Item", {})], each=1)) for action in actions)
        else:
            item = self.sent.get("Item", parsed.get("Attributes", {}))
            self.written += max(1, kilobytes([item], each=1))


def kilobytes(items: Iterable[Mapping[str, Any]], *, each: int) -> int:
    """Their size as DynamoDB counts it, names and values, in started units of `each` kilobytes."""
    return units(sum(map(bytes_of, items)), each=each)


def units(total: int, *, each: int) -> int:
    """A number of bytes in started units of `each` kilobytes."""
    return -(-total // (each * 1024))


def bytes_of(item: Mapping[str, Any]) -> int:
    """Bytes of an item: names and values of its attributes."""
    return sum(len(name.encode()) + size(value) for name, value in item.items())


def size(value: Mapping[str, Any]) -> int:
    """Bytes of one attribute's value."""
    (kind, content), *_ = value.items()
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + size(inner) for name, inner in content.items())
    if kind == "L":
        return 3 + sum(1 + size(inner) for inner in content)
    return len(content if isinstance(content, bytes) else str(content).encode())
