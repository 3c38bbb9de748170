"""An offer whose mail did not arrive is sent again, to an address that somebody has made sure of."""

from dataclasses import replace

from chalicelib.domain.case import Deed
from chalicelib.domain.errors import IllegalMove
from chalicelib.domain.expert import Expert
from chalicelib.domain.identity import Actor
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.offer import Offer
from chalicelib.service.keep_experts import correct_address
from chalicelib.service.letters import to_expert
from chalicelib.service.office import Office, settled
from chalicelib.service.sight import case_for


def send_again(office: Office, actor: Actor, request_id: str, offer_id: str, *, email: str) -> Offer:
    """Send a new letter with a new deadline; IllegalMove unless the offer lies here because its mail did not arrive."""
    offer = case_for(office, actor, request_id).offer(offer_id)
    _require_undelivered(offer)
    expert = office.experts.expert(offer.expert_id)
    if email != expert.email:
        expert = correct_address(office, actor.on_the_way(), expert.id, email=email)
    office.addresses.admit(email)
    return _sent_again(office, actor, request_id, offer_id, expert)


@settled
def _sent_again(office: Office, actor: Actor, request_id: str, offer_id: str, expert: Expert) -> Offer:
    case = case_for(office, actor, request_id)
    offer = case.offer(offer_id)
    _require_undelivered(offer)
    again = replace(advance(offer, "send_again"), bounced_at=None)
    deed = Deed(actor, "offer:sent-again", office.now(), facts={"offer": offer.id, "expert": offer.expert_id})
    letters = to_expert(office, case, "offer", expert=expert, offer=again)
    office.cases.commit(case.changed(deed, offers=(again,), letters=letters))
    return again


def _require_undelivered(offer: Offer) -> None:
    if not offer.undelivered:
        raise IllegalMove("offer", "send_again", offer.state)
