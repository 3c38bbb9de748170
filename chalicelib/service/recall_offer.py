"""The secretariat takes one offer back before it is answered."""

from chalicelib.domain.case import Deed
from chalicelib.domain.identity import Actor
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.offer import Offer
from chalicelib.service.next_candidate import staged
from chalicelib.service.office import Office, settled
from chalicelib.service.sight import case_for
from chalicelib.service.withdraw_request import recall_letters


@settled
def recall_offer(
    office: Office, actor: Actor, request_id: str, offer_id: str, *, reason: str = "", version: int | None = None
) -> Offer:
    """Recall; the expert is told, and the next candidate is proposed. StaleVersion when the case was changed since."""
    case = case_for(office, actor, request_id)
    case.require(version)
    offer = advance(case.offer(offer_id), "recall")
    deed = Deed(actor, "offer:recalled", office.now(), why=reason, facts={"offer": offer.id})
    office.cases.commit(staged(office, case, offer, deed, recall_letters(office, case, (offer,), reason)))
    return offer
