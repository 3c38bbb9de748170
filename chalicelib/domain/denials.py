"""What one person or machine was refused on one day: how often so far, and the chain of the events that tell of it."""

from dataclasses import dataclass, replace
from datetime import date

from chalicelib.domain.audit import GENESIS, AuditEvent
from chalicelib.domain.case import Deed, event_after
from chalicelib.domain.seal import seals

# Whoever goes on after that is not told of once more: nobody fills the store by being refused.
MOST = 50


@dataclass(frozen=True, slots=True)
class Denials:
    """`who` is the id of a user, an expert or a token, `role` what they came as; `version` counts the events."""

    id: str
    day: date
    who: str
    role: str
    version: int = 0
    head: str = GENESIS

    @property
    def full(self) -> bool:
        """Whether no more is told of this day."""
        return self.version >= MOST

    def after(self, deed: Deed) -> tuple["Denials", AuditEvent]:
        """With one more, and the event that tells of it."""
        more = replace(self, version=self.version + 1)
        event = event_after(self, deed, wrote=seals(more))
        return replace(more, head=event.digest), event


def denials_id(day: date, who: str) -> str:
    """Later days sort after earlier ones."""
    return f"d{day:%Y%m%d}-{who}"
