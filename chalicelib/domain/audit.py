"""What happened, who did it and why: one event for each change of a record, each sealed to the one before.

`what` reads "record:deed", e.g. `request:submitted` or `offer:accepted`. An event's digest covers all it says and the
digest of its predecessor, so that a change, a gap or an insertion anywhere in the chain shows. `wrote` holds the seals
of the records that the change wrote (seal.py), so that a record changed without an event shows, too.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

GENESIS = "0" * 64


class Break(StrEnum):
    """How the trail of a record is broken."""

    GAP = "gap"
    UNLINKED = "unlinked"
    ALTERED = "altered"
    CUT = "cut"
    AFTER_HEAD = "after_head"
    HEAD = "head"
    NO_HEAD = "no_head"
    NO_RECORD = "no_record"
    CHANGED = "changed"
    GONE = "gone"
    UNTOLD = "untold"
    UNREADABLE = "unreadable"
    NUMBER = "number"


SENTENCES = {
    Break.GAP: "event {sequence} is missing",
    Break.UNLINKED: "event {sequence} does not follow the one before",
    Break.ALTERED: "event {sequence} was altered",
    Break.CUT: "event {sequence} is missing at the end",
    Break.AFTER_HEAD: "event {sequence} came after what the record names as its last",
    Break.HEAD: "the record names another last event than event {sequence}",
    Break.NO_HEAD: "the record does not name its last event, which is {sequence}",
    Break.NO_RECORD: "the record of event {sequence} is gone",
    Break.CHANGED: "{part} is not as event {sequence} wrote it",
    Break.GONE: "{part}, written by event {sequence}, is gone",
    Break.UNTOLD: "{part} is told by no event",
    Break.UNREADABLE: "what is stored of {part} cannot be read",
    Break.NUMBER: "no request carries this number, which was given",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """The first place where a record's trail is broken: at which event, how, and in which part of the record."""

    record: str
    sequence: int
    how: Break
    part: str = ""

    def __str__(self) -> str:
        return f"{self.record}: {SENTENCES[self.how].format(sequence=self.sequence, part=self.part)}"


class Chained(Protocol):
    """A record with a chain of its own: its version counts the events, its head is the last one's digest."""

    @property
    def id(self) -> str:
        """The record's id, which its events carry."""

    @property
    def version(self) -> int:
        """How many events there are."""

    @property
    def head(self) -> str:
        """The digest of the last of them."""


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
    wrote: Mapping[str, str] = field(default_factory=dict)

    def sealed(self) -> "AuditEvent":
        """The same event with its digest."""
        return replace(self, digest=self.expected_digest())

    def expected_digest(self) -> str:
        """SHA-256, in hex, of everything the event says but its digest."""
        said = asdict(self) | {"at": self.at.isoformat(), "facts": dict(self.facts), "wrote": dict(self.wrote)}
        del said["digest"]
        if not self.wrote:
            # The events of the first version knew no seals.
            del said["wrote"]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def first_fault(events: Iterable[AuditEvent], *, head: str | None = None) -> Fault | None:
    """The first place where a record's chain, given from its beginning, is broken; None when it is whole.

    `head` is the digest the record itself names as its last event's: without it nobody sees that the end is missing.
    """
    previous, expected, record = GENESIS, 1, ""
    for event in events:
        record = event.record
        if event.sequence != expected:
            return Fault(record, expected, Break.GAP)
        if event.previous != previous:
            return Fault(record, expected, Break.UNLINKED)
        if event.digest != event.expected_digest():
            return Fault(record, expected, Break.ALTERED)
        previous, expected = event.digest, expected + 1
    return Fault(record, expected, Break.CUT) if head is not None and head != previous else None


def trail_fault(record: Chained, events: Sequence[AuditEvent], seals: Mapping[str, str]) -> Fault | None:
    """The first fault of a record's whole trail: its chain, its head, or one of its parts, whose seals are given."""
    chain = first_fault(events) or next(
        (_strange(record, event) for event in events if event.record != record.id), None
    )
    return chain or _head_fault(record, events) or _part_fault(record, events, seals)


def last_written(events: Iterable[AuditEvent]) -> dict[str, tuple[int, str]]:
    """For each part of a record the event that wrote it last, and the seal it set."""
    return {part: (event.sequence, seal) for event in events for part, seal in event.wrote.items()}


def _strange(record: Chained, event: AuditEvent) -> Fault:
    return Fault(record.id, event.sequence, Break.UNLINKED)


def _head_fault(record: Chained, events: Sequence[AuditEvent]) -> Fault | None:
    digests = [event.digest for event in events]
    if digests and record.head == digests[-1] and record.version == len(digests):
        return None
    if record.version > len(digests):
        return Fault(record.id, len(digests) + 1, Break.CUT)
    if record.head in digests[:-1]:
        return Fault(record.id, digests.index(record.head) + 2, Break.AFTER_HEAD)
    return Fault(record.id, len(digests), Break.HEAD if record.head.strip("0") else Break.NO_HEAD)


def _part_fault(record: Chained, events: Sequence[AuditEvent], seals: Mapping[str, str]) -> Fault | None:
    written = last_written(events)
    for part, (sequence, seal) in sorted(written.items(), key=lambda entry: entry[1][0]):
        if part not in seals:
            return Fault(record.id, sequence, Break.GONE, part)
        if seals[part] != seal:
            return Fault(record.id, sequence, Break.CHANGED, part)
    # A record that the first version began has parts without a seal.
    untold = sorted(seals.keys() - written.keys()) if all(event.wrote for event in events) else []
    return Fault(record.id, len(events), Break.UNTOLD, untold[0]) if untold else None
