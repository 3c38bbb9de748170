"""An errand: something that was sent to be done once, known again when it comes a second time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.audit import AuditEvent

LASTS = timedelta(hours=24)
FACT = "errand"


@dataclass(frozen=True, slots=True)
class Errand:
    """`key` is a digest of who sent it, where to, and of the value that names this one sending.

    `body` is a digest of what was sent, `held_until` when the hand that does it counts as gone. `record` and
    `sequence` name the audit event that did it, 0 while nothing is done; `answer` is empty until it is kept.
    """

    key: str
    expires_at: datetime
    body: str = ""
    held_until: datetime | None = None
    record: str = ""
    sequence: int = 0
    answer: str = ""


def done_by(event: AuditEvent) -> Errand | None:
    """The errand that an event's change does, for the store to write beside it; None when nobody named one."""
    key = event.facts.get(FACT)
    return Errand(key, event.at + LASTS, record=event.record, sequence=event.sequence) if key else None
