"""What the console's forms do to a request; whatever hinders them is told on the review page, nothing typed is lost."""

from collections.abc import Callable, Mapping
from typing import get_args

from chalice.app import Response

from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import NotFound, Rejected
from chalicelib.service.approve_offer import OVERRIDABLE, approve_offer
from chalicelib.service.note_answer import Answer, note_answer
from chalicelib.service.recall_offer import recall_offer
from chalicelib.service.reply_to_request import Reply, reply_to_request
from chalicelib.service.send_again import send_again
from chalicelib.service.shortlist_experts import shortlist_experts
from chalicelib.service.take_request import take_request
from chalicelib.service.withdraw_request import cancel_request
from chalicelib.web.forms.contact import email_or_fault
from chalicelib.web.meanwhile import seen_in
from chalicelib.web.secretariat.blueprint import secretariat
from chalicelib.web.secretariat.faults import Fault, fault_of, too_long
from chalicelib.web.secretariat.review import review_page
from chalicelib.web.serve import form
from chalicelib.web.visit import Visit

PATH = "/console/requests/{request_id}"
REPLIES: Mapping[str, Reply] = {reply: reply for reply in get_args(Reply)}
ANSWERS: Mapping[str, Answer] = {answer: answer for answer in get_args(Answer)}


def done(visit: Visit, errand: Errand, request_id: str) -> Response:
    """The request, and what was done to it."""
    return _told(visit, request_id)


@form(secretariat, f"{PATH}/take", done=done)
def take(visit: Visit, request_id: str) -> Response:
    return _done(
        visit, request_id, lambda: take_request(visit.office, visit.actor, request_id, version=seen_in(visit.typed))
    )


@form(secretariat, f"{PATH}/shortlist", done=done)
def shortlist(visit: Visit, request_id: str) -> Response:
    office, actor, version = visit.office, visit.actor, seen_in(visit.typed)
    again = frozenset(visit.typed.values("again"))
    return _done(visit, request_id, lambda: shortlist_experts(office, actor, request_id, again=again, version=version))


@form(secretariat, f"{PATH}/reply", done=done)
def reply(visit: Visit, request_id: str) -> Response:
    chosen, remark = REPLIES.get(visit.typed.value("reply")), visit.typed.value("remark")
    if chosen is None:
        return _again(visit, request_id, Fault(422, {"reply": "返事の種類を選んでください"}))
    return _done(
        visit,
        request_id,
        lambda: reply_to_request(
            visit.office, visit.actor, request_id, reply=chosen, remark=remark, version=seen_in(visit.typed)
        ),
    )


@form(secretariat, f"{PATH}/approve", done=done)
def approve(visit: Visit, request_id: str) -> Response:
    typed = visit.typed
    expert_id = typed.value("expert")
    if not expert_id:
        return _again(visit, request_id, Fault(422, {"expert": "打診する人を選んでください"}))
    return _done(
        visit,
        request_id,
        lambda: approve_offer(
            visit.office,
            visit.actor,
            request_id,
            expert_id=expert_id,
            reason=typed.value("reason").strip(),
            override=OVERRIDABLE.intersection(typed.values("override")),
            version=seen_in(typed) or 0,
        ),
    )


@form(secretariat, f"{PATH}/answer", done=done)
def answer(visit: Visit, request_id: str) -> Response:
    typed = visit.typed
    offer_id, chosen, note = (typed.value(name).strip() for name in ("answered_offer", "answer", "answer_note"))
    if chosen not in ANSWERS:
        return _again(visit, request_id, Fault(422, {"answer": "電話での回答を選んでください"}))
    told = ANSWERS[chosen]
    return _done(
        visit,
        request_id,
        lambda: note_answer(visit.office, visit.actor, request_id, offer_id, answer=told, note=note),
    )


@form(secretariat, f"{PATH}/resend", done=done)
def resend(visit: Visit, request_id: str) -> Response:
    offer_id = visit.typed.value("resent_offer")
    address, wrong = email_or_fault(visit.typed.value("email"))
    if wrong:
        return _again(visit, request_id, Fault(422, {"email": wrong}))
    return _done(visit, request_id, lambda: send_again(visit.office, visit.actor, request_id, offer_id, email=address))


@form(secretariat, f"{PATH}/recall", done=done)
def recall(visit: Visit, request_id: str) -> Response:
    offer_id, reason = visit.typed.value("offer"), visit.typed.value("recall_reason").strip()
    return _done(
        visit,
        request_id,
        lambda: recall_offer(
            visit.office, visit.actor, request_id, offer_id, reason=reason, version=seen_in(visit.typed)
        ),
    )


@form(secretariat, f"{PATH}/cancel", done=done)
def cancel(visit: Visit, request_id: str) -> Response:
    reason = visit.typed.value("cancel_reason").strip()
    return _done(
        visit,
        request_id,
        lambda: cancel_request(visit.office, visit.actor, request_id, reason=reason, version=seen_in(visit.typed)),
    )


def _done(visit: Visit, request_id: str, deed: Callable[[], object]) -> Response:
    """Do it and go back to the request; a fault shows the request as it stands now, with all that was typed."""
    if errors := too_long(visit.typed):
        return _again(visit, request_id, Fault(422, errors))
    try:
        deed()
    except NotFound:
        raise
    except Rejected as refusal:
        return _again(visit, request_id, fault_of(refusal, visit.typed))
    return _told(visit, request_id)


def _told(visit: Visit, request_id: str) -> Response:
    return visit.redirect(f"/console/requests/{request_id}?done={visit.route.rpartition('/')[2]}")


def _again(visit: Visit, request_id: str, fault: Fault) -> Response:
    return review_page(visit, request_id, fault=fault)
