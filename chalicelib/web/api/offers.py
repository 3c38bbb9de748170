"""Offers over the API: approved and taken back."""

from chalicelib.domain.errand import Errand
from chalicelib.domain.offer import request_of
from chalicelib.service.approve_offer import offer_directly
from chalicelib.service.recall_offer import recall_offer
from chalicelib.web.api.call import Call
from chalicelib.web.api.endpoint import endpoint
from chalicelib.web.api.given import OfferGiven, RecallGiven
from chalicelib.web.api.said import OfferSaid


def approved(call: Call, errand: Errand, request_id: str) -> OfferSaid:
    """The offer that was approved, which the event of it names."""
    (event,) = call.office.cases.events(request_id, after=errand.sequence - 1, limit=1)
    return OfferSaid.model_validate(call.office.cases.case(request_id).offer(event.facts["offer"]))


def recalled(call: Call, errand: Errand, offer_id: str) -> OfferSaid:
    """The offer that was taken back."""
    return OfferSaid.model_validate(call.office.cases.case(errand.record).offer(offer_id))


@endpoint("POST", "/v1/requests/{request_id}/offers", again=approved, body=OfferGiven, answer=OfferSaid, status=201)
def approve(call: Call, request_id: str) -> OfferSaid:
    """Approve an offer to an expert; its mail goes out at once."""
    given: OfferGiven = call.body
    offer = offer_directly(
        call.office,
        call.actor,
        request_id,
        expert_id=given.expert,
        reason=given.reason,
        override=frozenset(given.override),
    )
    return OfferSaid.model_validate(offer)


@endpoint("POST", "/v1/offers/{offer_id}/recall", again=recalled, body=RecallGiven, answer=OfferSaid)
def recall(call: Call, offer_id: str) -> OfferSaid:
    """Take an offer back before it is answered; the next candidate is staged."""
    reason = call.body.reason
    offer = recall_offer(call.office, call.actor, request_of(offer_id), offer_id, reason=reason)
    return OfferSaid.model_validate(offer)
