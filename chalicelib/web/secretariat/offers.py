"""The offers of a case so far: whom, what became of it, by when, and whether the mail arrived."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chalicelib.domain.case import Case
from chalicelib.domain.expert import Expert
from chalicelib.domain.letter import Letter
from chalicelib.domain.offer import Offer
from chalicelib.domain.profile import Profile
from chalicelib.web.secretariat.cards import Price, price_of
from chalicelib.web.words import LETTER_STATES

KINDS = {"proposed": "warn", "approved": "info", "sent": "info", "accepted": "done", "done": "done", "expired": "stop"}
LETTER_KINDS = {
    "sent": "info",
    "delivered": "done",
    "soft_bounced": "warn",
    "uncertain": "warn",
    "bounced": "stop",
    "complained": "stop",
}
WAYS = {
    "link": "メールのリンク",
    "code": "依頼番号と短いコード",
    "portal": "専門官のページ",
    "telephone": "電話",
    "web": "画面",
    "api": "API",
}


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer with the expert's name, the look of its state, its price, and the mail that carries it, if any."""

    offer: Offer
    name: str
    kind: str
    price: Price
    mail: tuple[str, str] | None
    way: str


def offer_lines(
    profile: Profile, case: Case, experts: Mapping[str, Expert], letters: Iterable[Letter]
) -> list[OfferLine]:
    """Every offer, the latest first."""
    mails = {letter.offer_id: letter.state for letter in letters if letter.notice == "offer"}
    return [
        OfferLine(
            offer=offer,
            name=experts[offer.expert_id].name,
            kind="stop" if offer.undelivered else KINDS.get(offer.state, "plain"),
            price=price_of(profile, case, offer.months, offer.half_day_yen),
            mail=_mail(mails.get(offer.id)),
            way=WAYS.get(offer.answer_way, offer.answer_way),
        )
        for offer in reversed(case.offers)
    ]


def _mail(state: str | None) -> tuple[str, str] | None:
    return (LETTER_STATES[state], LETTER_KINDS.get(state, "plain")) if state else None
