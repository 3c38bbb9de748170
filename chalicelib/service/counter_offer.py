"""An expert answers "yes, but": their own months and half-days become a new proposal for the secretariat."""

from collections.abc import Mapping

from chalicelib.domain.case import Case, Change
from chalicelib.domain.errors import InvalidContent
from chalicelib.domain.offer import Offer
from chalicelib.service.answering import answerable, answered, deed, told
from chalicelib.service.effort import require_months
from chalicelib.service.figures import Figure, measure_answer
from chalicelib.service.next_candidate import Proposal
from chalicelib.service.office import Office, settled
from chalicelib.service.open_offer import OpenedOffer
from chalicelib.service.rank_candidates import rank_candidates
from matching import RULE_NAMES


@settled
def counter_offer(office: Office, opened: OpenedOffer, *, months: Mapping[str, int], note: str) -> None:
    """Propose other months, or other conditions in words; InvalidContent when neither differs, AnswerTooLate."""
    case, offer = answerable(office, opened)
    months = {month: half_days for month, half_days in months.items() if half_days}
    require_months(office, months)
    if months == dict(offer.months) and not note.strip():
        raise InvalidContent({"note": "条件を入力するか、月と半日の回数を変えてください"})
    offer = answered(office, opened, offer, "counter", note)
    change = _countered(office, opened, case, offer, months, note)
    office.cases.commit(change)
    measure_answer(office, offer, Figure.OFFERS_COUNTERED)


def _countered(
    office: Office, opened: OpenedOffer, case: Case, offer: Offer, months: dict[str, int], note: str
) -> Change:
    waived = frozenset((offer.expert_id, rule) for rule in RULE_NAMES)
    ranked = rank_candidates(office, case, months=months, waived=waived)
    proposal = Proposal(offer.expert_id, ranked).offer(office, case, months)
    return case.changed(
        deed(office, opened, "offer:countered", note),
        offers=(offer, proposal),
        letters=told(office, opened, "counter", note, months=months),
        receipt=ranked.receipt,
    )
