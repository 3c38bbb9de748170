"""Denials in DynamoDB: one item for each person and day, all in one partition."""

from chalicelib.adapters import keys
from chalicelib.adapters.items import recalled, stored
from chalicelib.adapters.table import Table, put
from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.denials import Denials
from chalicelib.service.ports import Page

NEW = "attribute_not_exists(pk)"


class DenialTable:
    """`ports.DenialRecords` on the table."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def denials(self, record: str) -> Denials:
        return recalled(Denials, self.table.get(keys.denials(record)))

    def rows(self, *, cursor: str | None = None, limit: int = 50) -> Page[Denials]:
        items, onward = self.table.newest("DENIALS", "d", cursor=cursor, limit=limit)
        return Page([recalled(Denials, item) for item in items], onward)

    def save(self, denials: Denials, event: AuditEvent) -> None:
        item, sealed = (
            stored(denials, keys.denials(denials.id)),
            stored(event, keys.event(event.record, event.sequence)),
        )
        first = denials.version == 1
        written = put(item, NEW) if first else put(item, "version = :version", version=denials.version - 1)
        self.table.transact([written, put(sealed, NEW)])
