"""Who is to be asked next, and what becomes of a case when nobody is left."""

from dataclasses import dataclass
from typing import TypedDict

from chalicelib.domain.case import Case
from chalicelib.domain.letter import Letter
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.offer import Offer, offer_id
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.request import Request
from chalicelib.service.letters import to_municipality, to_secretariat
from chalicelib.service.office import Office
from chalicelib.service.rank_candidates import Ranked, rank_candidates


class Follows(TypedDict):
    """What a change gains by staging: keyword arguments of `Case.changed`."""

    request: Request
    offers: tuple[Offer, ...]
    letters: tuple[Letter, ...]
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Proposal:
    """Terms for an offer: who, with which half-days, from which ranking."""

    expert_id: str
    ranked: Ranked

    def offer(self, office: Office, case: Case, months: dict[str, int]) -> Offer:
        """The proposed offer; the rate is the expert's of today."""
        entry = next(entry for entry in self.ranked.ranking.ranked if entry.expert == self.expert_id)
        return Offer(
            id=offer_id(case.request.id, len(case.offers) + 1),
            request_id=case.request.id,
            expert_id=self.expert_id,
            state="proposed",
            months=months,
            half_day_yen=self.ranked.experts[self.expert_id].half_day_yen,
            rank=entry.rank,
            score=entry.score,
            receipt_id=self.ranked.receipt.id,
            proposed_at=office.now(),
        )


def expected(case: Case, ranked: Ranked) -> str | None:
    """Whom the rules would ask next: the municipality's order first, then the ranking; nobody twice.

    An expert's own counter-offer, waiting as a proposal, comes before all.
    """
    proposed = case.in_state("proposed")
    if proposed:
        return proposed[-1].expert_id
    asked = {offer.expert_id for offer in case.offers}
    order = (*(expert for expert in case.request.preference if expert in ranked.order), *ranked.order)
    return next((expert for expert in order if expert not in asked), None)


def stage_next(office: Office, case: Case) -> Follows:
    """Propose the next candidate, for the secretariat to approve; or wait, and say so, when nobody is left."""
    ranked = rank_candidates(office, case)
    expert_id = expected(case, ranked)
    if expert_id is not None:
        offer = Proposal(expert_id, ranked).offer(office, case, dict(case.request.asked.months))
        return Follows(request=case.request, offers=(offer,), letters=(), receipt=ranked.receipt)
    if case.live_offers:
        return Follows(request=case.request, offers=(), letters=(), receipt=ranked.receipt)
    return wait(office, case, ranked)


def wait(office: Office, case: Case, ranked: Ranked) -> Follows:
    """Put the request on the waiting list with the reasons, and tell both sides."""
    reasons = ranked.reasons_against(office.profile.words())
    request = advance(case.request, "wait", remark="\n".join(reasons), receipt_id=ranked.receipt.id)
    letters = (
        *to_municipality(office, case, "nobody_found", reasons=list(reasons)),
        *to_secretariat(office, case, "nobody_fits", reasons=list(reasons)),
    )
    return Follows(request=request, offers=(), letters=letters, receipt=ranked.receipt)
