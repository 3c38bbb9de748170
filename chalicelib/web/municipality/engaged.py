"""The experts who were asked, and what became of it, as the municipality may know it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain.case import Case
from chalicelib.domain.offer import Assignment, Offer
from chalicelib.service.assignments import assignment_of
from chalicelib.service.office import Office
from chalicelib.web.phrases import yen


@dataclass(frozen=True, slots=True)
class Asked:
    """An offer that went out, and the name of the expert asked."""

    name: str
    offer: Offer


@dataclass(frozen=True, slots=True)
class Coming:
    """An expert who comes; `shares` are (payer, its part in words)."""

    name: str
    assignment: Assignment
    shares: Sequence[tuple[str, str]]


def asked_of(case: Case, names: Mapping[str, str]) -> list[Asked]:
    """Offers the secretariat has approved; what it only considers is its own."""
    return [Asked(names[offer.expert_id], offer) for offer in case.offers if offer.approved_by]


def coming_of(office: Office, case: Case, names: Mapping[str, str]) -> list[Coming]:
    """Everybody who has accepted."""
    return [_coming(office, case, offer, names[offer.expert_id]) for offer in case.in_state("accepted", "done")]


def _coming(office: Office, case: Case, offer: Offer, name: str) -> Coming:
    assignment = assignment_of(office, case, offer)
    shares = [(office.profile.municipality(share.municipality).name, yen(share.yen)) for share in assignment.shares]
    return Coming(name, assignment, shares)
