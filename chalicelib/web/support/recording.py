"""A session is recorded, or what was recorded is corrected."""

from chalice.app import Response

from chalicelib.domain.case import Case
from chalicelib.domain.errors import IllegalMove, NotFound
from chalicelib.domain.identity import Role
from chalicelib.domain.lifecycle import OFFER
from chalicelib.domain.offer import Offer
from chalicelib.service.record_session import correct_session, record_session
from chalicelib.service.sight import case_for
from chalicelib.web.forms.account import TEXTS, SessionForm, retyped_account
from chalicelib.web.municipality.draft import names_of_experts
from chalicelib.web.serve import form, page
from chalicelib.web.support.around import OVERTAKEN, WRONG, faults, overtaken, own_sessions, support_page, told
from chalicelib.web.support.blueprint import support
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit


@page(support, "/requests/{request_id}/sessions/new")
def begin(visit: Visit, request_id: str) -> Response:
    case, corrects = case_for(visit.office, visit.actor, request_id), visit.asked("corrects")
    if not corrects:
        return _page(visit, case, Typed())
    wrong = visit.office.cases.support(request_id).session(corrects)
    if visit.actor.role is Role.EXPERT and wrong.expert_id != visit.actor.id:
        raise NotFound(corrects)
    typed = {**retyped_account(wrong.account), "offer": (wrong.offer_id,), "corrects": (corrects,)}
    return _page(visit, case, Typed(typed))


@form(support, "/requests/{request_id}/sessions", done=told)
def record(visit: Visit, request_id: str) -> Response:
    try:
        _record(visit, request_id, SessionForm.checked(visit.typed))
    except WRONG as wrong:
        case = case_for(visit.office, visit.actor, request_id)
        return _page(visit, case, Typed(visit.typed.given, faults(wrong)))
    except OVERTAKEN:
        return overtaken(visit, request_id, {**TEXTS, "reason": "訂正する理由"})
    return visit.redirect(own_sessions(visit, request_id, visit.typed.value("offer")))


def _record(visit: Visit, request_id: str, given: SessionForm) -> None:
    office, actor, account = visit.office, visit.actor, given.account
    if given.corrects:
        correct_session(office, actor, request_id, given.corrects, account=account, reason=given.reason)
    else:
        record_session(office, actor, request_id, offer_id=given.offer, account=account)


def _page(visit: Visit, case: Case, typed: Typed) -> Response:
    offers = [offer for offer in case.offers if OFFER.allows(offer.state, "record") and _own(visit, offer)]
    if not offers:
        raise IllegalMove("request", "record", case.request.state)
    names = names_of_experts(visit)
    return support_page(
        visit,
        "session",
        case,
        typed,
        corrects=typed.value("corrects"),
        back=own_sessions(visit, case.request.id, offers[0].id),
        helpers=[(offer.id, f"{names[offer.expert_id]}さん") for offer in offers],
    )


def _own(visit: Visit, offer: Offer) -> bool:
    """An expert tells of their own assignment alone."""
    return visit.actor.role is not Role.EXPERT or offer.expert_id == visit.actor.id
