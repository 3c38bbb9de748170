"""What time alone brings about: reminders before a deadline, and expiry after it."""

from chalicelib.domain.case import Case, Deed
from chalicelib.domain.identity import SYSTEM
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.offer import Offer, request_of
from chalicelib.service.figures import Figure
from chalicelib.service.letters import to_expert, to_secretariat
from chalicelib.service.next_candidate import staged
from chalicelib.service.office import Office, settled
from chalicelib.service.sweep import sweep


def keep_deadlines(office: Office) -> int:
    """Remind of or expire every sent offer whose time has come; how many were looked at. Safe to run twice.

    An offer that fails does not hold up the others; its failure is raised when all have had their turn.
    """
    due = office.cases.due_offers(office.now())
    return sweep(due, lambda offer_id: _keep(office, offer_id), failing="deadlines that could not be kept")


@settled
def _keep(office: Office, offer_id: str) -> None:
    case = office.cases.case(request_of(offer_id))
    offer = case.offer(offer_id)
    if offer.state != "sent" or offer.deadline is None:
        return
    if office.now() > offer.deadline:
        _expire(office, case, offer)
    elif offer.reminded_at is None and offer.due and office.now() >= offer.due:
        _remind(office, case, offer)


def _remind(office: Office, case: Case, offer: Offer) -> None:
    expert = office.experts.expert(offer.expert_id)
    letters = to_expert(office, case, "offer_reminder", expert=expert, offer=offer)
    reminded = advance(offer, "remind", reminded_at=office.now(), due=offer.deadline)
    deed = Deed(SYSTEM, "offer:reminded", office.now(), facts={"offer": offer.id})
    office.cases.commit(case.changed(deed, offers=(reminded,), letters=letters))


def _expire(office: Office, case: Case, offer: Offer) -> None:
    expert = office.experts.expert(offer.expert_id)
    letters = to_secretariat(office, case, "deadline_passed", expert=expert.name)
    expired = advance(offer, "expire")
    deed = Deed(SYSTEM, "offer:expired", office.now(), facts={"offer": offer.id, "expert": offer.expert_id})
    office.cases.commit(staged(office, case, expired, deed, letters))
    office.logbook.measure(Figure.OFFERS_EXPIRED, 1)
