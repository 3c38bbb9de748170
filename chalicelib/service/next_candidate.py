"""Who is to be asked next, and what becomes of a case when nobody is left."""

from dataclasses import dataclass
from typing import TypedDict

from chalicelib.domain.case import Case, Change, Deed
from chalicelib.domain.letter import Letter
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.offer import Offer, offer_id
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.request import Request
from chalicelib.service.letters import to_municipality, to_secretariat
from chalicelib.service.office import Office
from chalicelib.service.rank_candidates import Ranked, rank_candidates

ASKED = "条件に合うほかの人には、すでに打診したか、打診を見送った"


class Follows(TypedDict):
    """What a change gains by staging: keyword arguments of `Case.changed`."""

    request: Request
    offers: tuple[Offer, ...]
    letters: tuple[Letter, ...]
    receipt: Receipt | None


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
    """Whom the rules would ask next: who is proposed already, such as for a counter-offer, else the next candidate."""
    proposed = case.in_state("proposed")
    return proposed[-1].expert_id if proposed else _next(case, ranked)


def _next(case: Case, ranked: Ranked) -> str | None:
    """The first in the municipality's order, then in the ranking; nobody twice."""
    asked = {offer.expert_id for offer in case.offers}
    order = (*(expert for expert in case.request.preference if expert in ranked.order), *ranked.order)
    return next((expert for expert in order if expert not in asked), None)


def stage_next(office: Office, case: Case) -> Follows:
    """Propose the next candidate, for the secretariat to approve; or wait, and say so, when nobody is left.

    Nothing is added where a proposal for every open place waits already.
    """
    proposed = case.in_state("proposed")
    if len(proposed) >= case.open_places:
        return Follows(request=case.request, offers=(), letters=(), receipt=None)
    ranked = rank_candidates(office, case)
    expert_id = _next(case, ranked)
    if expert_id is not None:
        offer = Proposal(expert_id, ranked).offer(office, case, dict(case.request.asked.months))
        return Follows(request=case.request, offers=(offer,), letters=(), receipt=ranked.receipt)
    if case.live_offers or proposed:
        return Follows(request=case.request, offers=(), letters=(), receipt=ranked.receipt)
    return wait(office, case, ranked)


def wait(office: Office, case: Case, ranked: Ranked) -> Follows:
    """Put the request on the waiting list with the reasons, and tell both sides."""
    asked = (ASKED,) if case.asked_before.intersection(ranked.order) else ()
    reasons = (*asked, *ranked.reasons_against(office.profile.words()))
    request = advance(case.request, "wait", remark="\n".join(reasons), receipt_id=ranked.receipt.id)
    letters = (
        *to_municipality(office, case, "nobody_found", reasons=list(reasons)),
        *to_secretariat(office, case, "nobody_fits", reasons=list(reasons)),
    )
    return Follows(request=request, offers=(), letters=letters, receipt=ranked.receipt)


def staged(office: Office, case: Case, ended: Offer, deed: Deed, letters: tuple[Letter, ...]) -> Change:
    """The change when an offer ended without an assignment: the next candidate is staged beside it."""
    follows = stage_next(office, case.with_offer(ended))
    return case.changed(
        deed,
        follows["request"],
        offers=(ended, *follows["offers"]),
        letters=(*letters, *follows["letters"]),
        receipt=follows["receipt"],
    )
