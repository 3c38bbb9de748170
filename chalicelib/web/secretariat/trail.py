"""The record of a request: every change, verified, and every letter as it was sent."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalice.app import Response

from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.letter import Letter
from chalicelib.service.sight import case_for
from chalicelib.service.verify_record import verify_record
from chalicelib.web.breaks import broken
from chalicelib.web.facts import names
from chalicelib.web.guard import allows
from chalicelib.web.notice_words import AUDIENCES, NOTICES
from chalicelib.web.phrases import per_mille
from chalicelib.web.secretariat.blueprint import secretariat
from chalicelib.web.secretariat.offers import LETTER_KINDS, WAYS
from chalicelib.web.serve import page
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit
from chalicelib.web.words import EVENTS, LETTER_STATES, ROLES

PATH = "/console/requests/{request_id}/events"
EXPORT = "/console/requests/{request_id}/export"
NO_ERRORS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter in words for people."""

    letter: Letter
    notice: str
    audience: str
    state: str
    kind: str


@page(secretariat, PATH)
def show_trail(visit: Visit, request_id: str) -> Response:
    return trail_page(visit, request_id)


def trail_page(visit: Visit, request_id: str, *, errors: Mapping[str, str] = NO_ERRORS) -> Response:
    """The page as things stand; with errors, what was typed into its form stays."""
    office = visit.office
    request = case_for(office, visit.actor, request_id).request
    verdict = verify_record(office, "request", request_id)
    return visit.page(
        "console/trail.html",
        status=422 if errors else 200,
        errors=errors,
        form=Typed(visit.typed.given, errors),
        may_export=allows("POST", EXPORT, visit.actor.role),
        request=request,
        towns=names(office.profile, request.municipalities),
        events=[_line(event) for event in reversed(verdict.events)],
        count=len(verdict.events),
        fault=broken(verdict.fault) if verdict.fault else None,
        letters=[_letter(letter) for letter in reversed(office.letters.about(request_id))],
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
