"""Everything that is kept about an expert, in one hand: theirs to read and to take away, which goes on record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.case import Case
from chalicelib.domain.errors import Forbidden, NotFound
from chalicelib.domain.expert import Expert
from chalicelib.domain.identity import Actor, Role
from chalicelib.domain.letter import Letter
from chalicelib.domain.offer import Assignment, Offer
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.session import SupportSession
from chalicelib.service.expert_record import kept, record_for
from chalicelib.service.office import Office, settled
from chalicelib.service.own_offers import request_ids_of
from chalicelib.service.verify_record import all_events


@dataclass(frozen=True, slots=True)
class OwnCase:
    """What a case holds of one expert: offers, the rankings they rest on, sessions, letters, and their own deeds."""

    case: Case
    offers: Sequence[Offer]
    assignments: Sequence[Assignment]
    receipts: Sequence[Receipt]
    sessions: Sequence[SupportSession]
    letters: Sequence[Letter]
    deeds: Sequence[AuditEvent]


@dataclass(frozen=True, slots=True)
class OwnData:
    """The record with its trail and letters, and each case there ever was an offer in, the newest first."""

    expert: Expert
    events: Sequence[AuditEvent]
    letters: Sequence[Letter]
    cases: Sequence[OwnCase]


@settled
def record_own_export(office: Office, actor: Actor) -> Expert:
    """Put on record that the expert takes out their data, and nothing else."""
    expert = record_for(office, actor, actor.id)
    return kept(office, actor, expert, "expert:exported", facts={})


def own_data(office: Office, actor: Actor) -> OwnData:
    """All of it as it stands; Forbidden for anybody but an expert."""
    if actor.role is not Role.EXPERT:
        raise Forbidden("only experts have such data")
    expert = office.experts.expert(actor.id)
    cases = tuple(_own_case(office, expert.id, request_id) for request_id in request_ids_of(office, expert.id))
    return OwnData(expert, all_events(office, expert.id), office.letters.about(expert.id), cases)


def _own_case(office: Office, expert_id: str, request_id: str) -> OwnCase:
    case = office.cases.case(request_id)
    offers = [offer for offer in case.offers if offer.expert_id == expert_id]
    ids = {offer.id for offer in offers}
    return OwnCase(
        case=case,
        offers=offers,
        assignments=[row for row in office.cases.assignments_of(request_id) if row.expert_id == expert_id],
        receipts=list(_receipts(office, offers)),
        sessions=[told for told in office.cases.support(request_id).sessions if told.expert_id == expert_id],
        letters=[letter for letter in office.letters.about(request_id) if letter.offer_id in ids],
        deeds=[event for event in all_events(office, request_id) if event.who == expert_id],
    )


def _receipts(office: Office, offers: Sequence[Offer]) -> Iterator[Receipt]:
    for offer in {offer.receipt_id: offer for offer in offers}.values():
        try:
            yield office.cases.receipt(offer.request_id, offer.receipt_id)
        except NotFound:
            # An offer that a round made rests on the round's plan.
            continue
