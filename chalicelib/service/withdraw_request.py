"""A municipality takes its request back, or the secretariat cancels one: whoever was asked is told."""

from dataclasses import replace
from typing import Literal

from chalicelib.domain.case import Case, Change, Deed
from chalicelib.domain.errors import ReasonMissing
from chalicelib.domain.expert import Booking
from chalicelib.domain.identity import Actor
from chalicelib.domain.letter import Letter
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.offer import Offer
from chalicelib.domain.request import Request
from chalicelib.service.assignments import assignment_of
from chalicelib.service.letters import to_expert, to_municipality, to_secretariat
from chalicelib.service.office import Office, settled
from chalicelib.service.sight import case_for


@settled
def withdraw_request(
    office: Office, actor: Actor, request_id: str, *, reason: str = "", version: int | None = None
) -> Request:
    """The municipality needs no reason; a draft goes without letters, since nobody knew of it."""
    case = case_for(office, actor, request_id)
    case.require(version)
    letters: tuple[Letter, ...] = ()
    if case.request.content:
        letters = (
            *to_municipality(office, case, "request_withdrawn", reason=reason),
            *to_secretariat(office, case, "request_gone", reason=reason),
        )
    return _end(office, actor, case, "withdraw", reason=reason, letters=letters)


@settled
def cancel_request(
    office: Office, actor: Actor, request_id: str, *, reason: str, version: int | None = None
) -> Request:
    """The secretariat owes a reason, also for an engaged request, whose half-days become free again."""
    if not reason.strip():
        raise ReasonMissing("cancel")
    case = case_for(office, actor, request_id)
    case.require(version)
    # Nobody can be told of a draft, which cannot be cancelled anyway.
    letters = to_municipality(office, case, "request_cancelled", reason=reason) if case.request.content else ()
    return _end(office, actor, case, "cancel", reason=reason, letters=letters)


def _end(
    office: Office,
    actor: Actor,
    case: Case,
    action: Literal["withdraw", "cancel"],
    *,
    reason: str,
    letters: tuple[Letter, ...],
) -> Request:
    change = _change(office, actor, case, action, reason=reason, letters=letters)
    office.cases.commit(change)
    return change.request


def _change(
    office: Office, actor: Actor, case: Case, action: str, *, reason: str, letters: tuple[Letter, ...]
) -> Change:
    request = advance(case.request, action, remark=reason, chase_at=None)
    recalled = tuple(advance(offer, "recall") for offer in case.in_state("proposed", "approved", "sent"))
    cancelled = tuple(advance(offer, "cancel") for offer in case.in_state("accepted"))
    deed = Deed(actor, f"request:{request.state}", office.now(), why=reason)
    return case.changed(
        deed,
        request,
        offers=(*recalled, *cancelled),
        letters=(*letters, *recall_letters(office, case, (*recalled, *cancelled), reason)),
        bookings=tuple(_given_back(case, offer) for offer in cancelled),
        assignments=tuple(replace(assignment_of(office, case, offer), state="cancelled") for offer in cancelled),
    )


def recall_letters(office: Office, case: Case, offers: tuple[Offer, ...], reason: str) -> tuple[Letter, ...]:
    """To every expert whose offer was taken back, or who made a counter-offer; others never heard of theirs."""
    answered = {offer.expert_id for offer in case.in_state("countered")}
    letters: tuple[Letter, ...] = ()
    for offer in offers:
        if offer.approved_by or offer.expert_id in answered:
            expert = office.experts.expert(offer.expert_id)
            letters += to_expert(office, case, "offer_recalled", expert=expert, offer=offer, reason=reason)
    return letters


def _given_back(case: Case, offer: Offer) -> Booking:
    return Booking(offer.expert_id, case.request.lead, offer.months).reversed()
