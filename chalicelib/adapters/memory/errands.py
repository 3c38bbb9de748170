"""Errands in memory."""

from dataclasses import replace
from datetime import datetime

from chalicelib.adapters.memory.drawers import Drawers, found
from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import LostRace


class MemoryErrands:
    """`ports.Errands`."""

    def __init__(self, drawers: Drawers) -> None:
        self.drawers = drawers

    def errand(self, key: str) -> Errand:
        return found(self.drawers.errands, key)

    def begin(self, errand: Errand, now: datetime) -> None:
        with self.drawers.lock:
            known = self.drawers.errands.get(errand.key)
            if known and not _free(known, errand, now):
                raise LostRace(errand.key)
            self.drawers.errands[errand.key] = errand

    def let_go(self, key: str) -> None:
        with self.drawers.lock:
            known = self.drawers.errands.get(key)
            if known and not known.sequence:
                self.drawers.errands[key] = replace(known, held_until=None)

    def keep_answer(self, key: str, answer: str) -> None:
        with self.drawers.lock:
            self.drawers.errands[key] = replace(found(self.drawers.errands, key), answer=answer)


def _free(known: Errand, errand: Errand, now: datetime) -> bool:
    if known.expires_at <= now:
        return True
    if known.sequence:
        return False
    return known.held_until is None or (known.held_until <= now and known.body == errand.body)
