"""An expert accepts: the half-days are promised, the assignment stands, and everybody concerned is told."""

from dataclasses import asdict

from chalicelib.domain.case import Case
from chalicelib.domain.expert import Booking
from chalicelib.domain.letter import Letter
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.offer import Assignment, Offer
from chalicelib.domain.report import sessions_chase
from chalicelib.domain.request import Request
from chalicelib.service.answering import answerable, answered, deed, told
from chalicelib.service.assignments import assignment_of
from chalicelib.service.figures import Figure, measure_answer
from chalicelib.service.letters import to_expert, to_municipality
from chalicelib.service.office import Office, settled
from chalicelib.service.open_offer import OpenedOffer


@settled
def accept_offer(office: Office, opened: OpenedOffer, *, note: str = "") -> Assignment:
    """Accept: the half-days are promised and the assignment stands, all of it or none of it.

    AnswerTooLate when it was answered or taken back before; NoFreeHalfDays when the months filled up meanwhile.
    """
    case, offer = answerable(office, opened)
    offer = answered(office, opened, offer, "accept", note)
    assignment = assignment_of(office, case, offer)
    booking = Booking(offer.expert_id, case.request.lead, offer.months)
    filled = case.unfilled_places == 1
    others = tuple(advance(other, "recall") for other in _others(case, offer)) if filled else ()
    request = _engaged(office, case.with_offer(offer)) if filled else case.request
    passed_over = _passed_over(case, offer) if filled else ()
    change = case.changed(
        deed(office, opened, "offer:accepted", note),
        request,
        offers=(offer, *others),
        letters=_acceptance_letters(office, opened, offer, passed_over),
        bookings=(booking,),
        assignments=(assignment,),
    )
    office.cases.commit(change)
    measure_answer(office, offer, Figure.OFFERS_ACCEPTED)
    return assignment


def _engaged(office: Office, case: Case) -> Request:
    """The request with every place filled; what is missing is asked for after the last month anybody comes."""
    last_month = max(month for offer in case.in_state("accepted") for month in offer.months)
    return advance(case.request, "engage", chase_at=sessions_chase(office.working_days, last_month))


def _others(case: Case, offer: Offer) -> tuple[Offer, ...]:
    """Offers that the last acceptance makes pointless."""
    return tuple(other for other in case.in_state("proposed", "approved", "sent") if other.id != offer.id)


def _passed_over(case: Case, offer: Offer) -> tuple[Offer, ...]:
    """What experts hold who have said yes with conditions, or nothing yet, when another fills the last place."""
    latest = {asked.expert_id: asked for asked in case.offers if asked.sent_at}
    held = (asked for asked in latest.values() if asked.state in ("sent", "countered"))
    return tuple(asked for asked in held if asked.expert_id != offer.expert_id)


def _acceptance_letters(
    office: Office, opened: OpenedOffer, offer: Offer, passed_over: tuple[Offer, ...]
) -> tuple[Letter, ...]:
    letters = to_municipality(office, opened.case, "decided", expert=opened.expert.name, months=dict(offer.months))
    for other in passed_over:
        expert = office.experts.expert(other.expert_id)
        letters += to_expert(office, opened.case, "other_chosen", expert=expert, offer=other)
    contact = asdict(opened.case.request.asked.officer)
    return (*letters, *told(office, opened, "accept", offer.answer_note, contact=contact))
