"""The engine's parameters in memory."""

from chalicelib.adapters.memory.drawers import Drawers
from chalicelib.domain.errors import LostRace
from chalicelib.domain.tuning import Tuning, TuningChange


class MemoryTunings:
    """`ports.TuningRecords`."""

    def __init__(self, drawers: Drawers) -> None:
        self.drawers = drawers
        self.saved: Tuning | None = None

    def current(self) -> Tuning | None:
        return self.saved

    def latest(self) -> Tuning | None:
        return self.saved

    def commit(self, change: TuningChange) -> None:
        with self.drawers.lock:
            self.drawers.refuse_repeated(change.event)
            if (self.saved.version if self.saved else 0) != change.expected_version:
                raise LostRace(change.event.record)
            self.saved = change.tuning
            self.drawers.record(change.event)
