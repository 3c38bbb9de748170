"""Denials in memory."""

from chalicelib.adapters.memory.drawers import Drawers, found, page
from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.denials import Denials
from chalicelib.domain.errors import LostRace
from chalicelib.service.ports import Page


class MemoryDenials:
    """`ports.DenialRecords`."""

    def __init__(self, drawers: Drawers) -> None:
        self.drawers = drawers

    def denials(self, record: str) -> Denials:
        return found(self.drawers.denials, record)

    def rows(self, *, cursor: str | None = None, limit: int = 50) -> Page[Denials]:
        every = list(self.drawers.denials.values())
        return page(every, lambda denials: denials.id, prefix="d", cursor=cursor, limit=limit)

    def save(self, denials: Denials, event: AuditEvent) -> None:
        with self.drawers.lock:
            known = self.drawers.denials.get(denials.id)
            if (known.version if known else 0) != denials.version - 1:
                raise LostRace(denials.id)
            self.drawers.denials[denials.id] = denials
            self.drawers.record(event)
