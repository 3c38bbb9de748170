"""A record is verified: its chain of events, that it ends where the record says, and that every part is as written."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from chalicelib.domain.audit import AuditEvent, Break, Fault, trail_fault
from chalicelib.domain.disposal import DEEDS
from chalicelib.domain.errors import NotFound, Unreadable
from chalicelib.domain.seal import seals
from chalicelib.service.office import Office

Kind = Literal["request", "expert", "round", "parameters", "token", "user", "denials"]
PAGE = 200
TRIES = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying a record found: its events, and where its trail is broken, None when it is whole."""

    kind: Kind
    record: str
    events: Sequence[AuditEvent]
    fault: Fault | None = None

    @property
    def disposed(self) -> bool:
        """Whether the record was kept for its years, and is whole without what it said of people."""
        return self.fault is None and any(event.what in DEEDS for event in self.events)


def verify_record(office: Office, kind: Kind, record: str) -> Verdict:
    """Verify one record; NotFound when neither it nor any event of it is there."""
    try:
        events, fault = _settled(office, kind, record)
    except Unreadable as damaged:
        return Verdict(kind, record, (), Fault(record, 0, Break.UNREADABLE, damaged.kind))
    except NotFound:
        events = all_events(office, record)
        if not events:
            raise
        fault = Fault(record, len(events), Break.NO_RECORD)
    return Verdict(kind, record, events, fault)


def kind_of(office: Office, record: str) -> Kind:
    """Which kind of record has this id; NotFound."""
    for kind, parts in PARTS.items():
        with suppress(NotFound):
            parts(office, record)
            return kind
    raise NotFound(record)


def all_events(office: Office, record: str) -> list[AuditEvent]:
    """The record's whole trail, page by page."""
    events: list[AuditEvent] = []
    while True:
        page = office.cases.events(record, after=events[-1].sequence if events else 0, limit=PAGE)
        events += page
        # A page that is not full is the last one.
        if len(page) < PAGE:
            return events


def _settled(office: Office, kind: Kind, record: str) -> tuple[list[AuditEvent], Fault | None]:
    """Look again as long as the record changes meanwhile: a change that comes between is no fault."""
    for _ in range(TRIES):
        whole = PARTS[kind](office, record)
        events = all_events(office, record)
        fault = trail_fault(whole[0], events, seals(*whole))
        if fault is None or PARTS[kind](office, record)[0] == whole[0]:
            break
    return events, fault


def _request(office: Office, record: str) -> Sequence[Any]:
    cases = office.cases
    case, support = cases.case(record), cases.support(record)
    came_of_it = *support.sessions, *([support.report] if support.report else [])
    return case.request, *case.offers, *cases.assignments_of(record), *cases.receipts(record), *came_of_it


def _expert(office: Office, record: str) -> Sequence[Any]:
    return (office.experts.expert(record),)


def _round(office: Office, record: str) -> Sequence[Any]:
    return office.rounds.round(record), *office.rounds.plans(record)


def _parameters(office: Office, record: str) -> Sequence[Any]:
    tuning = office.tunings.latest()
    if tuning is None or record != tuning.id:
        raise NotFound(record)
    return (tuning,)


def _token(office: Office, record: str) -> Sequence[Any]:
    return (office.tokens.token(record),)


def _user(office: Office, record: str) -> Sequence[Any]:
    user = office.doors.user(record)
    if not user.version:
        # Somebody the first version let in, of whom nothing was told since.
        raise NotFound(record)
    return (user,)


def _denials(office: Office, record: str) -> Sequence[Any]:
    return (office.denials.denials(record),)


# The record itself comes first.
PARTS: dict[Kind, Callable[[Office, str], Sequence[Any]]] = {
    "request": _request,
    "expert": _expert,
    "round": _round,
    "parameters": _parameters,
    "token": _token,
    "denials": _denials,
    "user": _user,
}
