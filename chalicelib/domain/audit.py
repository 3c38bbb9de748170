"""What happened, who did it and why: one event for each change of a record, each sealed to the one before.

`what` reads "record:deed", e.g. `request:submitted` or `offer:accepted`. An event's digest covers all it says and the
digest of its predecessor, so that a change, a gap or an insertion anywhere in the chain shows.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """The `sequence`-th change of a record; `sequence` is the version of the record it made."""

    record: str
    sequence: int
    what: str
    who: str
    role: str
    way: str
    at: datetime
    why: str
    facts: Mapping[str, str]
    previous: str
    digest: str = ""

    def sealed(self) -> "AuditEvent":
        """The same event with its digest."""
        return replace(self, digest=self.expected_digest())

    def expected_digest(self) -> str:
        """SHA-256, in hex, of everything the event says but its digest."""
        said = asdict(self) | {"at": self.at.isoformat(), "facts": dict(self.facts)}
        del said["digest"]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def first_fault(events: Iterable[AuditEvent], *, head: str | None = None) -> str | None:
    """The first place where a record's chain, given from its beginning, is broken; None when it is whole.

    `head` is the digest the record itself names as its last event's: without it nobody sees that the end is missing.
    """
    previous, expected = GENESIS, 1
    for event in events:
        if event.sequence != expected:
            return f"{event.record}: event {expected} is missing, found {event.sequence}"
        if event.previous != previous:
            return f"{event.record}: event {event.sequence} does not follow the one before"
        if event.digest != event.expected_digest():
            return f"{event.record}: event {event.sequence} was altered"
        previous, expected = event.digest, expected + 1
    if head is not None and head != previous:
        return f"the chain ends before event {expected}, but its record goes on"
    return None
