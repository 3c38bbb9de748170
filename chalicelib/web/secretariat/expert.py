"""One expert: what they want corrected, and every change of their record, verified."""

from chalice.app import Response

from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import IllegalMove, ReasonMissing
from chalicelib.domain.profile import Profile
from chalicelib.service.correct_record import answer_correction
from chalicelib.service.verify_record import verify_record
from chalicelib.web.breaks import broken
from chalicelib.web.forms.limits import TEXT
from chalicelib.web.guard import allows
from chalicelib.web.secretariat.blueprint import secretariat
from chalicelib.web.serve import form, page
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit
from chalicelib.web.words import EVENTS, ROLES

PATH = "/console/experts/{expert_id}"
ANSWER = PATH + "/corrections"


@page(secretariat, PATH)
def show_expert(visit: Visit, expert_id: str) -> Response:
    return _page(visit, expert_id, Typed())


def told(visit: Visit, errand: Errand, expert_id: str) -> Response:
    """The expert as they stand."""
    return visit.redirect(PATH.format(expert_id=expert_id))


@form(secretariat, ANSWER, done=told)
def answer(visit: Visit, expert_id: str) -> Response:
    typed = visit.typed
    correction_id, said = typed.value("correction"), typed.value("answer")
    try:
        if len(said) > TEXT:
            raise ReasonMissing("too long")
        answer_correction(visit.office, visit.actor, expert_id, correction_id, answer=said)
    except ReasonMissing:
        wrong = {"answer": f"回答を{TEXT:,}文字までで入力してください"}
        return _page(visit, expert_id, Typed(typed.given, wrong))
    except IllegalMove:
        return _page(visit, expert_id, Typed(typed.given), stale=True)
    return visit.redirect(PATH.format(expert_id=expert_id))


def _page(visit: Visit, expert_id: str, typed: Typed, *, stale: bool = False) -> Response:
    office = visit.office
    expert = office.experts.expert(expert_id)
    verdict = verify_record(office, "expert", expert_id)
    return visit.page(
        "console/expert.html",
        status=409 if stale else 422 if typed.errors else 200,
        expert=expert,
        form=typed,
        errors=typed.errors,
        stale=stale,
        may_answer=allows("POST", ANSWER, visit.actor.role),
        events=[_line(office.profile, event) for event in reversed(verdict.events)],
        fault=broken(verdict.fault) if verdict.fault else None,
    )


def _line(profile: Profile, event: AuditEvent) -> dict[str, object]:
    names = profile.words()
    moved = [f"{names[code]}　{said.replace('>', '→')}" for code, said in event.facts.items() if code in names]
    note = "\n".join([*moved, event.why] if event.why else moved)
    return {"what": EVENTS.get(event.what, event.what), "at": event.at, "who": ROLES[event.role], "note": note}
