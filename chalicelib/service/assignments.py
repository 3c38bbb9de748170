"""The assignment an accepted offer stands for."""

from chalicelib.domain import cost
from chalicelib.domain.case import Case
from chalicelib.domain.offer import Assignment, Offer
from chalicelib.service.office import Office


def assignment_of(office: Office, case: Case, offer: Offer) -> Assignment:
    """Who helps whom, when, and what each pays; `offer` is answered."""
    profile, request = office.profile, case.request
    shares = cost.shares(
        cost.cost(offer.months, offer.half_day_yen),
        prefecture=profile.prefecture.code,
        prefecture_share=profile.rates.prefecture_share,
        municipalities=request.municipalities,
    )
    return Assignment(
        id=offer.id,
        request_id=request.id,
        number=request.number or "",
        title=request.title,
        expert_id=offer.expert_id,
        municipalities=request.municipalities,
        months=offer.months,
        half_day_yen=offer.half_day_yen,
        shares=shares,
        receipt_id=offer.receipt_id,
        accepted_at=offer.answered_at or office.now(),
    )
