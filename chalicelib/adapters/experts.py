"""Experts in DynamoDB: all in one partition, each with its months, whose counters only transactions move."""

from collections.abc import Sequence
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.cursor import opened, sealed
from chalicelib.adapters.errands import marked
from chalicelib.adapters.items import Item, recalled, stored, wire
from chalicelib.adapters.letters import stored_letter
from chalicelib.adapters.table import Table, put
from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.expert import Booking, Expert
from chalicelib.domain.letter import Letter
from chalicelib.service.ports import Page

Action = dict[str, Any]


class ExpertTable:
    """`ports.ExpertRecords` on the table."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def experts(self) -> Sequence[Expert]:
        return [recalled(Expert, item) for item in self.table.partition("EXPERTS")]

    def page(self, *, cursor: str | None = None, limit: int = 50) -> Page[Expert]:
        last = opened(cursor, "EXPERTS", "") if cursor else ""
        found = self.table.partition("EXPERTS", after=last, limit=limit + 1)
        experts = [recalled(Expert, item) for item in found[:limit]]
        return Page(experts, sealed(experts[-1].id, "EXPERTS") if len(found) > limit else None)

    def expert(self, expert_id: str) -> Expert:
        return recalled(Expert, self.table.get(keys.expert(expert_id)))

    def save(self, expert: Expert, event: AuditEvent, letters: tuple[Letter, ...] = ()) -> None:
        written = _added(expert) if expert.version == 1 else _changed(expert)
        sealed = put(stored(event, keys.event(event.record, event.sequence)), "attribute_not_exists(pk)")
        told = [put(stored_letter(letter)) for letter in letters]
        self.table.transact([written, sealed, *told], errand=marked(event))


def booked(booking: Booking) -> Action:
    """Promise half-days, if every month still has them; or give them back."""
    names, values, sets, conditions = {}, {}, [], []
    for place, (month, half_days) in enumerate(sorted(booking.months.items())):
        names[f"#m{place}"], values[f":n{place}"] = month, half_days
        path = f"months.#m{place}"
        sets += [f"{path}.booked = {path}.booked + :n{place}", f"{path}.#free = {path}.#free - :n{place}"]
        conditions.append(f"{path}.#free >= :n{place}")
    sets.append("served.#town = if_not_exists(served.#town, :zero) + :assignments")
    return {
        "Update": {
            "Key": wire(keys.expert(booking.expert_id)),
            "UpdateExpression": "SET " + ", ".join(sets),
            "ConditionExpression": " AND ".join(conditions),
            "ExpressionAttributeNames": {**names, "#free": "free", "#town": booking.municipality},
            "ExpressionAttributeValues": wire({**values, ":zero": 0, ":assignments": booking.assignments}),
        }
    }


def _item(expert: Expert) -> Item:
    """The item with `free` beside each month: DynamoDB's conditions compare, they do not subtract."""
    months = {
        month: {"capacity": book.capacity, "booked": book.booked, "free": book.capacity - book.booked}
        for month, book in expert.months.items()
    }
    return stored(expert, keys.expert(expert.id), months=months, served=dict(expert.served or {}))


def _added(expert: Expert) -> Action:
    return put(_item(expert), "attribute_not_exists(pk)")


def _changed(expert: Expert) -> Action:
    """Replace the item as it was read: same version, and nothing booked or given back in between."""
    names: dict[str, str] = {}
    values: dict[str, Any] = {":version": expert.version - 1, ":served": dict(expert.served or {})}
    conditions = ["version = :version", "served = :served"]
    for place, (month, book) in enumerate(sorted(expert.months.items())):
        names[f"#m{place}"], values[f":b{place}"] = month, book.booked
        unbooked = f"attribute_not_exists(months.#m{place})"
        same = f"months.#m{place}.booked = :b{place}"
        conditions.append(f"({unbooked} OR {same})" if book.booked == 0 else same)
    return {
        "Put": {
            "Item": _item(expert),
            "ConditionExpression": " AND ".join(conditions),
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": wire(values),
        }
    }
