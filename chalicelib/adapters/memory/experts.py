"""Experts in memory."""

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.adapters.cursor import opened, sealed
from chalicelib.adapters.memory.drawers import Drawers, found
from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.errors import LostRace
from chalicelib.domain.expert import Expert
from chalicelib.domain.letter import Letter
from chalicelib.service.ports import Page


class MemoryExperts:
    """`ports.ExpertRecords`."""

    def __init__(self, drawers: Drawers) -> None:
        self.drawers = drawers

    def experts(self) -> Sequence[Expert]:
        return [self.drawers.experts[expert_id] for expert_id in sorted(self.drawers.experts)]

    def page(self, *, cursor: str | None = None, limit: int = 50) -> Page[Expert]:
        last = opened(cursor, "EXPERTS", "") if cursor else ""
        left = [expert for expert in self.experts() if expert.id > last]
        return Page(left[:limit], sealed(left[limit - 1].id, "EXPERTS") if len(left) > limit else None)

    def expert(self, expert_id: str) -> Expert:
        return found(self.drawers.experts, expert_id)

    def save(self, expert: Expert, event: AuditEvent, letters: tuple[Letter, ...] = ()) -> None:
        with self.drawers.lock:
            self.drawers.refuse_repeated(event)
            stored = self.drawers.experts.get(expert.id)
            if (stored.version if stored else 0) != expert.version - 1 or (stored and _booking_moved(stored, expert)):
                raise LostRace(expert.id)
            self.drawers.experts[expert.id] = replace(expert, served=dict(expert.served or {}))
            self.drawers.record(event)
            self.drawers.letters.update({(letter.about, letter.id): letter for letter in letters})


def _booking_moved(stored: Expert, expert: Expert) -> bool:
    return (stored.served or {}) != (expert.served or {}) or any(
        month in expert.months and expert.months[month].booked != book.booked for month, book in stored.months.items()
    )
