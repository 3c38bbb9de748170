"""The stored shape of every record, and the way back. The only place that knows it.

Each item carries the schema version it was written with, and is brought to today's when it is read (upgrades.py). Times
are ISO 8601 text in UTC, sets are lists, whole numbers are numbers; a receipt's document and a plan are compressed,
since they hold every candidate.
"""

import json
import zlib
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

from boto3.dynamodb.types import TypeSerializer
from pydantic import TypeAdapter

from chalicelib.adapters.upgrades import schema_of, upgraded
from chalicelib.domain.errors import Unreadable
from chalicelib.domain.plan import RoundPlan
from chalicelib.domain.receipt import Receipt

Item = dict[str, Any]
Record = TypeVar("Record")

_serialize = TypeSerializer().serialize


@cache
def _shape(record_type: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(record_type)


def stored(record: object, /, *keys: Mapping[str, str], **more: Any) -> Item:
    """A record as an item under these keys, with further attributes."""
    record_type: Any = type(record)
    item: Item = _shape(record_type).dump_python(record, mode="json")
    for attributes in keys:
        item |= attributes
    return wire(item | more | {"schema": schema_of(record_type)})


def recalled(record_type: type[Record], item: Item) -> Record:
    """The record an item stands for; Unreadable."""
    with _readable(record_type):
        return _made(record_type, plain(item))


def wire(values: Mapping[str, Any]) -> Item:
    """Plain values as DynamoDB writes them."""
    return {name: _serialize(value) for name, value in values.items()}


def plain(item: Item) -> dict[str, Any]:
    """DynamoDB's writing as plain values; all our numbers are whole."""
    return {name: _value(written) for name, written in item.items()}


def stored_receipt(receipt: Receipt, key: Mapping[str, str]) -> Item:
    """A receipt as an item, its document compressed."""
    text = json.dumps(receipt.document, ensure_ascii=False, separators=(",", ":"))
    values = {"id": receipt.id, "request_id": receipt.request_id, "issued_at": receipt.issued_at.isoformat()}
    return wire({**key, **values, "document": zlib.compress(text.encode(), 9), "schema": schema_of(Receipt)})


def recalled_receipt(item: Item) -> Receipt:
    """The receipt an item stands for; Unreadable."""
    with _readable(Receipt):
        values = plain(item)
        return _made(Receipt, {**values, "document": json.loads(zlib.decompress(bytes(values["document"])))})


def stored_plan(plan: RoundPlan, key: Mapping[str, str]) -> Item:
    """A plan as an item, compressed as a whole."""
    text: bytes = _shape(RoundPlan).dump_json(plan)
    return wire(
        {
            **key,
            "id": plan.id,
            "round_id": plan.round_id,
            "plan": zlib.compress(text, 9),
            "schema": schema_of(RoundPlan),
        }
    )


def recalled_plan(item: Item) -> RoundPlan:
    """The plan an item stands for; Unreadable."""
    with _readable(RoundPlan):
        outer = plain(item)
        inner = json.loads(zlib.decompress(bytes(outer["plan"])))
        return _made(RoundPlan, {**inner, "schema": outer["schema"]})


def _made(record_type: type[Record], values: dict[str, Any]) -> Record:
    shape: Any = record_type
    record: Record = _shape(shape).validate_python(upgraded(record_type, values))
    return record


@contextmanager
def _readable(record_type: type) -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, zlib.error) as damage:
        raise Unreadable(record_type.__name__, "cannot be read from what is stored") from damage


def _value(written: Mapping[str, Any]) -> Any:
    """A value out of its writing; the kinds are those that `wire` writes. The SDK's own reader takes twice as long."""
    ((kind, content),) = written.items()
    match kind:
        case "N":
            return int(content)
        case "M":
            return plain(content)
        case "L":
            return [_value(inner) for inner in content]
        case "NULL":
            return None
        case "S" | "BOOL" | "B":
            return content
    raise ValueError(f"attributes of type {kind} are not ours")
