"""What a signed-in expert may see of cases: the offers made to them, and the assignments that came of those."""

from collections.abc import Iterator

from chalicelib.domain.errors import NotFound, OutOfSight
from chalicelib.domain.identity import Actor, Role
from chalicelib.domain.offer import request_of
from chalicelib.service.office import Office
from chalicelib.service.open_offer import OpenedOffer

WAY = "portal"


def own_offer(office: Office, actor: Actor, offer_id: str) -> OpenedOffer:
    """The offer with its case, opened as its link would; NotFound when it is another's, or was only considered."""
    case = office.cases.case(request_of(offer_id))
    offer = case.offer(offer_id)
    if actor.role is not Role.EXPERT or offer.expert_id != actor.id or not offer.approved_by:
        raise OutOfSight("record", offer_id)
    return OpenedOffer(case, offer, office.experts.expert(actor.id), WAY)


def own_assignment(office: Office, actor: Actor, offer_id: str) -> OpenedOffer:
    """An offer that the expert has accepted and that was not cancelled since; NotFound."""
    opened = own_offer(office, actor, offer_id)
    if opened.offer.state not in ("accepted", "done"):
        raise NotFound(offer_id)
    return opened


def request_ids_of(office: Office, expert_id: str) -> Iterator[str]:
    """The requests in which the expert was ever made an offer, newest first, each once."""
    cursor, seen = None, set[str]()
    while True:
        found = office.cases.offers(expert_id, cursor=cursor)
        for row in found.rows:
            if row.request_id not in seen:
                seen.add(row.request_id)
                yield row.request_id
        if (cursor := found.cursor) is None:
            return
