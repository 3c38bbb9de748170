"""What all answers of an expert have in common: the offer still waits, the deed is theirs, and both sides are told."""

from dataclasses import replace
from typing import Any

from chalicelib.domain.case import Case, Deed
from chalicelib.domain.errors import AnswerTooLate
from chalicelib.domain.identity import Actor, Role
from chalicelib.domain.letter import Letter
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.offer import Offer
from chalicelib.service.letters import to_expert, to_secretariat
from chalicelib.service.office import Office
from chalicelib.service.open_offer import OpenedOffer


def answerable(office: Office, opened: OpenedOffer) -> tuple[Case, Offer]:
    """The case and the offer as they stand now; AnswerTooLate unless the offer still waits for its answer."""
    case = office.cases.case(opened.case.request.id)
    offer = case.offer(opened.offer.id)
    if offer.state not in ("approved", "sent"):
        raise AnswerTooLate(offer.state)
    if offer.deadline and office.now() > offer.deadline:
        raise AnswerTooLate("expired")
    return case, offer


def answered(office: Office, opened: OpenedOffer, offer: Offer, action: str, note: str) -> Offer:
    """The offer with its answer."""
    if offer.state == "approved":
        # The mail can be read before its sending is on record: the answer proves that it arrived.
        offer = advance(offer, "send", sent_at=office.now(), bounced_at=None)
    return advance(offer, action, answered_at=office.now(), answer_way=opened.way, answer_note=note)


def deed(office: Office, opened: OpenedOffer, what: str, note: str) -> Deed:
    """What the expert did, for the record."""
    actor = Actor(opened.expert.id, Role.EXPERT, opened.way)
    facts = {"offer": opened.offer.id, "expert": opened.expert.id}
    if noted := opened.noted_by:
        actor, facts = replace(actor, errand=noted.errand), {**facts, "noted_by": noted.id}
    return Deed(actor, what, office.now(), why=note, facts=facts)


def told(office: Office, opened: OpenedOffer, answer: str, note: str, **more: Any) -> tuple[Letter, ...]:
    """To both sides of an answer: the expert that it arrived, the secretariat what it was."""
    case, expert = opened.case, opened.expert
    facts = {"answer": answer, "note": note, **more}
    months = dict(more.get("months", opened.offer.months))
    return (
        *to_expert(office, case, "answer_received", expert=expert, offer=opened.offer, **facts),
        *to_secretariat(office, case, "answer_came", expert=expert.name, **{**facts, "months": months}),
    )
