"""How the engine is tuned: the parameters in force, who set them, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.case import Deed, event_after
from chalicelib.domain.seal import seals

# There is one record of it, and one chain of events.
RECORD = "PARAMETERS"


@dataclass(frozen=True, slots=True)
class Tuning:
    """The engine's own document of its parameters, as it was saved for the `version`-th time."""

    version: int
    head: str
    document: Mapping[str, Any]
    set_by: str
    set_at: datetime

    @property
    def id(self) -> str:
        """What its events call it."""
        return RECORD


@dataclass(frozen=True, slots=True)
class TuningChange:
    """A new tuning and its event, written in one transaction."""

    tuning: Tuning
    event: AuditEvent

    @property
    def expected_version(self) -> int:
        """The version that must be in force; 0 when nothing was ever saved."""
        return self.tuning.version - 1


def tuned(before: Tuning | None, deed: Deed, document: Mapping[str, Any]) -> TuningChange:
    """The change that a deed makes of the tuning before it."""
    after = Tuning(before.version + 1 if before else 1, "", document, deed.actor.id, deed.at)
    event = event_after(before or replace(after, version=0), deed, wrote=seals(after))
    return TuningChange(replace(after, head=event.digest), event)
