"""The offers that were made to an expert, and their answers: the same as by the link in the mail."""

from collections.abc import Sequence
from dataclasses import dataclass

from chalice.app import Response

from chalicelib.domain.offer import OfferRow
from chalicelib.service.office import Office
from chalicelib.service.own_offers import own_offer
from chalicelib.web import words
from chalicelib.web.expert.answering import Way, answered, offer_page
from chalicelib.web.expert.facts import days_left
from chalicelib.web.expert.outcome import ANSWERS, standing
from chalicelib.web.facts import names
from chalicelib.web.portal.blueprint import portal
from chalicelib.web.serve import form, page
from chalicelib.web.visit import Visit

PATH = "/expert/offers"
ROWS = 20
ENDINGS = {"expired": ("期限切れ", "stop"), "recalled": ("取消し", "plain"), "cancelled": ("派遣取消し", "stop")}


@dataclass(frozen=True, slots=True)
class OfferEntry:
    """An offer in words; `waits` while it can be answered, `state` what became of it and the look of that."""

    offer: OfferRow
    towns: str
    waits: bool
    days_left: str
    state: tuple[str, str]


@page(portal, PATH)
def list_offers(visit: Visit) -> Response:
    found = visit.office.cases.offers(visit.actor.id, cursor=visit.asked("cursor") or None, limit=ROWS)
    return visit.page(
        "expert/offers.html",
        entries=entries(visit.office, found.rows),
        first=PATH if visit.asked("cursor") else "",
        next=f"{PATH}?cursor={found.cursor}" if found.cursor else "",
    )


@page(portal, PATH + "/{offer_id}")
def show_offer(visit: Visit, offer_id: str) -> Response:
    return offer_page(visit, own_offer(visit.office, visit.actor, offer_id), _way(visit))


@form(portal, PATH + "/{offer_id}", done=None)
def answer_offer(visit: Visit, offer_id: str) -> Response:
    opened = own_offer(visit.office, visit.actor, offer_id)
    return answered(visit, opened, _way(visit)) or visit.redirect(visit.path)


def entries(office: Office, offers: Sequence[OfferRow]) -> list[OfferEntry]:
    """Each offer in words."""
    return [_entry(office, offer) for offer in offers]


def _entry(office: Office, offer: OfferRow) -> OfferEntry:
    ended = standing(offer, office.now())
    return OfferEntry(
        offer=offer,
        towns=names(office.profile, offer.municipalities),
        waits=ended is None,
        days_left=days_left(office, offer),
        state=_state(ended),
    )


def _state(ended: str | None) -> tuple[str, str]:
    if ended is None:
        return "回答待ち", "warn"
    if ended in ANSWERS:
        return words.ANSWERS[ANSWERS[ended]], "done" if ANSWERS[ended] == "accept" else "info"
    return ENDINGS[ended]


def _way(visit: Visit) -> Way:
    return Way(visit.path, back=PATH)
