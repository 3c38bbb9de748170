"""Errands in DynamoDB: each an item of its own, marked as done by the very transaction that does it."""

from datetime import datetime
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.items import recalled, stored, wire
from chalicelib.adapters.table import Table
from chalicelib.adapters.upgrades import schema_of
from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.errand import Errand, done_by
from chalicelib.domain.errors import LostRace

NAMES = {"#sequence": "sequence"}
# Nobody has it; or its time is over; or the hand that had it let go (0), or died over the same body.
FREE = (
    "attribute_not_exists(pk) OR expires <= :now OR "
    "(#sequence = :none AND (held = :none OR (held <= :now AND body = :body)))"
)


class ErrandTable:
    """`ports.Errands` on the table."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def errand(self, key: str) -> Errand:
        return recalled(Errand, self.table.get(keys.errand(key)))

    def begin(self, errand: Errand, now: datetime) -> None:
        held, expires = _seconds(errand.held_until or now), _seconds(errand.expires_at)
        item = stored(errand, keys.errand(errand.key), held=held, expires=expires)
        self.table.put(item, FREE, {":now": _seconds(now), ":none": 0, ":body": errand.body}, names=NAMES)

    def let_go(self, key: str) -> None:
        values = {":none": 0}
        try:
            self.table.update(keys.errand(key), "SET held = :none", values, names=NAMES, condition="#sequence = :none")
        except LostRace:
            return

    def keep_answer(self, key: str, answer: str) -> None:
        self.table.update(keys.errand(key), "SET answer = :answer", {":answer": answer})


def marked(event: AuditEvent) -> dict[str, Any] | None:
    """Marks the errand that an event names as done, unless it is done already; None when it names none."""
    errand = done_by(event)
    if errand is None:
        return None
    values: dict[str, Any] = {
        "key": errand.key,
        "record": errand.record,
        "sequence": errand.sequence,
        "expires_at": errand.expires_at.isoformat(),
        "expires": _seconds(errand.expires_at),
        "schema": schema_of(Errand),
    }
    return {
        "Update": {
            "Key": wire(keys.errand(errand.key)),
            "UpdateExpression": "SET " + ", ".join(f"#{name} = :{name}" for name in values),
            "ConditionExpression": "attribute_not_exists(#sequence) OR #sequence = :none",
            "ExpressionAttributeNames": {f"#{name}": name for name in values},
            "ExpressionAttributeValues": wire({f":{name}": value for name, value in values.items()} | {":none": 0}),
        }
    }


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
