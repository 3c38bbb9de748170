"""The record of a request: every change with its seal checked, and every letter as it was sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from chalice.app import Response

from chalicelib.domain.audit import GENESIS, AuditEvent, first_fault
from chalicelib.domain.letter import Letter
from chalicelib.domain.request import Request
from chalicelib.service.sight import case_for
from chalicelib.web.notice_words import AUDIENCES, NOTICES
from chalicelib.web.phrases import per_mille
from chalicelib.web.secretariat.blueprint import secretariat
from chalicelib.web.secretariat.facts import names
from chalicelib.web.secretariat.offers import LETTER_KINDS, WAYS
from chalicelib.web.serve import page
from chalicelib.web.visit import Visit
from chalicelib.web.words import EVENTS, LETTER_STATES, ROLES

# More changes than any request has gone through; one query brings them all.
MOST = 1_000


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter in words for people."""

    letter: Letter
    notice: str
    audience: str
    state: str
    kind: str


@page(secretariat, "/console/requests/{request_id}/events")
def show_trail(visit: Visit, request_id: str) -> Response:
    office = visit.office
    request = case_for(office, visit.actor, request_id).request
    events = office.cases.events(request_id, limit=MOST)
    return visit.page(
        "console/trail.html",
        request=request,
        towns=names(office.profile, request.municipalities),
        events=[_line(event) for event in reversed(events)],
        count=len(events),
        fault=seal_fault(request, events),
        letters=[_letter(letter) for letter in reversed(office.letters.about(request_id))],
    )


def seal_fault(request: Request, events: Sequence[AuditEvent]) -> str | None:
    """Where the chain is broken, or that it does not end where the request says; None when all is whole."""
    broken = first_fault(events)
    last = events[-1].digest if events else GENESIS
    return broken or (
        None if last == request.head else f"{request.id}: the record ends before the request's last change"
    )


def _line(event: AuditEvent) -> dict[str, object]:
    way = WAYS.get(event.way)
    who = ROLES[event.role] + (f"（{way}）" if way and event.way != "web" else "")
    return {"what": EVENTS.get(event.what, event.what), "at": event.at, "who": who, "note": _note(event)}


def _note(event: AuditEvent) -> str:
    rank = event.facts.get("rank")
    ranked = f"順位 {rank}位・{per_mille(int(event.facts['score']))}" if rank else ""
    return "\n".join(part for part in (ranked, event.why) if part)


def _letter(letter: Letter) -> LetterLine:
    return LetterLine(
        letter=letter,
        notice=NOTICES[letter.notice],
        audience=AUDIENCES[letter.audience],
        state=LETTER_STATES[letter.state],
        kind=LETTER_KINDS.get(letter.state, "plain"),
    )
