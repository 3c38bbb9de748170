"""An expert answers an offer, by its link or by request number and short code; a deed of their own hand."""

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from chalicelib.domain.case import Case, Change, Deed
from chalicelib.domain.errors import AnswerTooLate, InvalidContent, LinkInvalid, NotFound, TooManyTries
from chalicelib.domain.expert import Booking, Expert
from chalicelib.domain.identity import Actor, Role, digest
from chalicelib.domain.letter import Letter
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.offer import AnswerLink, Assignment, Offer
from chalicelib.service.assignments import assignment_of
from chalicelib.service.effort import require_months
from chalicelib.service.letters import to_expert, to_municipality, to_secretariat
from chalicelib.service.next_candidate import Proposal, stage_next
from chalicelib.service.office import Office, settled
from chalicelib.service.rank_candidates import rank_candidates
from matching import RULE_NAMES

# A short code is guessed in 2**40 tries; a town hall may share one network.
TRIES_AN_HOUR = 10
NETWORK_TRIES_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class OpenedOffer:
    """What a valid link shows: the case, its one offer, and the expert asked."""

    case: Case
    offer: Offer
    expert: Expert
    way: str


def open_by_token(office: Office, token: str) -> OpenedOffer:
    """What a link opens, answered or not; LinkInvalid when it opens nothing. Changes nothing, however often."""
    try:
        return _opened(office, office.letters.by_token(digest(token)), "link")
    except NotFound:
        raise LinkInvalid("link") from None


def open_by_code(office: Office, number: str, code: str, *, network: str) -> OpenedOffer:
    """What a request number and short code open, however they were typed; LinkInvalid or TooManyTries."""
    number = _typed(number)
    _count_try(office, f"answer:network:{digest(network)}", NETWORK_TRIES_AN_HOUR)
    _count_try(office, f"answer:number:{digest(number)}", TRIES_AN_HOUR)
    try:
        return _opened(office, office.letters.by_code(number, digest(_typed_code(code))), "code")
    except NotFound:
        raise LinkInvalid("code") from None


@settled
def accept_offer(office: Office, opened: OpenedOffer, *, note: str = "") -> Assignment:
    """Accept: the half-days are promised and the assignment stands, all of it or none of it.

    AnswerTooLate when it was answered or taken back before; NoFreeHalfDays when the months filled up meanwhile.
    """
    case, offer = _answerable(office, opened)
    offer = _answered(office, opened, offer, "accept", note)
    assignment = assignment_of(office, case, offer)
    booking = Booking(offer.expert_id, case.request.lead, offer.months)
    filled = case.unfilled_places == 1
    others = tuple(advance(other, "recall") for other in _others(case, offer)) if filled else ()
    request = advance(case.request, "engage") if filled else case.request
    passed_over = _passed_over(case, offer) if filled else ()
    change = case.changed(
        _deed(office, opened, "offer:accepted", note),
        request,
        offers=(offer, *others),
        letters=_acceptance_letters(office, opened, offer, passed_over),
        bookings=(booking,),
        assignments=(assignment,),
    )
    office.cases.commit(change)
    return assignment


@settled
def decline_offer(office: Office, opened: OpenedOffer, *, note: str = "") -> None:
    """Decline: the next candidate is proposed to the secretariat, never asked by itself."""
    case, offer = _answerable(office, opened)
    offer = _answered(office, opened, offer, "decline", note)
    office.cases.commit(
        staged(
            office, case, offer, _deed(office, opened, "offer:declined", note), _told(office, opened, "decline", note)
        )
    )


@settled
def counter_offer(office: Office, opened: OpenedOffer, *, months: Mapping[str, int], note: str) -> None:
    """Answer "yes, but": the expert's own months and half-days become a new proposal for the secretariat."""
    case, offer = _answerable(office, opened)
    months = {month: half_days for month, half_days in months.items() if half_days}
    require_months(office, months)
    if months == dict(offer.months) and not note.strip():
        raise InvalidContent({"note": "条件を入力するか、月と半日の回数を変えてください"})
    offer = _answered(office, opened, offer, "counter", note)
    change = _countered(office, opened, case, offer, months, note)
    office.cases.commit(change)


def staged(office: Office, case: Case, ended: Offer, deed: Deed, letters: tuple[Letter, ...]) -> Change:
    """The change when an offer ended without an assignment: the next candidate is staged beside it."""
    follows = stage_next(office, _with(case, ended))
    return case.changed(
        deed,
        follows["request"],
        offers=(ended, *follows["offers"]),
        letters=(*letters, *follows["letters"]),
        receipt=follows["receipt"],
    )


def _countered(
    office: Office, opened: OpenedOffer, case: Case, offer: Offer, months: dict[str, int], note: str
) -> Change:
    waived = frozenset((offer.expert_id, rule) for rule in RULE_NAMES)
    ranked = rank_candidates(office, case, months=months, waived=waived)
    proposal = Proposal(offer.expert_id, ranked).offer(office, case, months)
    return case.changed(
        _deed(office, opened, "offer:countered", note),
        offers=(offer, proposal),
        letters=_told(office, opened, "counter", note, months=months),
        receipt=ranked.receipt,
    )


def _opened(office: Office, link: AnswerLink, way: str) -> OpenedOffer:
    case = office.cases.case(link.request_id)
    offer = case.offer(link.offer_id)
    if offer.state == "approved" and office.now() > link.expires_at:
        # Its mail is not known to have left, so no clock of the offer's own says that the link is too old.
        raise NotFound(offer.id)
    return OpenedOffer(case, offer, office.experts.expert(offer.expert_id), way)


def _answerable(office: Office, opened: OpenedOffer) -> tuple[Case, Offer]:
    """The case and the offer as they stand now; AnswerTooLate unless the offer still waits for its answer."""
    case = office.cases.case(opened.case.request.id)
    offer = case.offer(opened.offer.id)
    if offer.state not in ("approved", "sent"):
        raise AnswerTooLate(offer.state)
    if offer.deadline and office.now() > offer.deadline:
        raise AnswerTooLate("expired")
    return case, offer


def _answered(office: Office, opened: OpenedOffer, offer: Offer, action: str, note: str) -> Offer:
    if offer.state == "approved":
        # The mail can be read before its sending is on record: the answer proves that it arrived.
        offer = advance(offer, "send", sent_at=office.now())
    return advance(offer, action, answered_at=office.now(), answer_way=opened.way, answer_note=note)


def _deed(office: Office, opened: OpenedOffer, what: str, note: str) -> Deed:
    actor = Actor(opened.expert.id, Role.EXPERT, opened.way)
    return Deed(actor, what, office.now(), why=note, facts={"offer": opened.offer.id, "expert": opened.expert.id})


def _others(case: Case, offer: Offer) -> tuple[Offer, ...]:
    """Offers that the last acceptance makes pointless."""
    return tuple(other for other in case.in_state("proposed", "approved", "sent") if other.id != offer.id)


def _with(case: Case, changed: Offer) -> Case:
    return Case(case.request, tuple(changed if offer.id == changed.id else offer for offer in case.offers))


def _passed_over(case: Case, offer: Offer) -> tuple[Offer, ...]:
    """What experts hold who have said yes with conditions, or nothing yet, when another fills the last place."""
    latest = {told.expert_id: told for told in case.offers if told.sent_at}
    return tuple(
        told for told in latest.values() if told.state in ("sent", "countered") and told.expert_id != offer.expert_id
    )


def _acceptance_letters(
    office: Office, opened: OpenedOffer, offer: Offer, passed_over: tuple[Offer, ...]
) -> tuple[Letter, ...]:
    told = to_municipality(office, opened.case, "decided", expert=opened.expert.name, months=dict(offer.months))
    for other in passed_over:
        expert = office.experts.expert(other.expert_id)
        told += to_expert(office, opened.case, "other_chosen", expert=expert, offer=other)
    contact = asdict(opened.case.request.asked.officer)
    return (*told, *_told(office, opened, "accept", offer.answer_note, contact=contact))


def _told(office: Office, opened: OpenedOffer, answer: str, note: str, **more: Any) -> tuple[Letter, ...]:
    """To both sides of an answer: the expert that it arrived, the secretariat what it was."""
    case, expert = opened.case, opened.expert
    facts = {"answer": answer, "note": note, **more}
    months = dict(more.get("months", opened.offer.months))
    return (
        *to_expert(office, case, "answer_received", expert=expert, offer=opened.offer, **facts),
        *to_secretariat(office, case, "answer_came", expert=expert.name, **{**facts, "months": months}),
    )


def _typed(text: str) -> str:
    """A number or code as it was meant: full-width signs, spaces, small letters and long dashes are forgiven."""
    text = unicodedata.normalize("NFKC", text).upper()
    for dash in "‐‑‒–—―ー−":
        text = text.replace(dash, "-")
    return "".join(text.split())


def _typed_code(text: str) -> str:
    """A short code as it was meant: it has no hyphens and none of the letters that look like figures."""
    return _typed(text).replace("-", "").translate(str.maketrans("OIL", "011"))


def _count_try(office: Office, key: str, most: int) -> None:
    if office.doors.count(key, office.now(), seconds=3600) > most:
        raise TooManyTries(key.partition(":")[0])
