"""Offers whose mail does not reach its expert: whom to telephone, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chalicelib.domain.case import Case
from chalicelib.domain.expert import Expert
from chalicelib.domain.letter import Letter
from chalicelib.domain.offer import Offer
from chalicelib.web.words import TROUBLES


@dataclass(frozen=True, slots=True)
class Undelivered:
    """An offer that lies with the secretariat, its expert, and what became of the mail."""

    offer: Offer
    expert: Expert
    trouble: str


def undelivered(case: Case, experts: Mapping[str, Expert], letters: Iterable[Letter]) -> list[Undelivered]:
    """Every such offer of a case; the latest letter says what happened."""
    troubles = {letter.offer_id: letter.trouble for letter in letters if letter.notice == "offer"}
    return [
        Undelivered(offer, experts[offer.expert_id], TROUBLES.get(troubles.get(offer.id, ""), ""))
        for offer in case.offers
        if offer.undelivered
    ]
