"""An expert opens an offer, by its link or by request number and short code: it shows, and changes nothing."""

import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from chalicelib.domain.case import Case
from chalicelib.domain.errors import LinkInvalid, NotFound, TooManyTries
from chalicelib.domain.expert import Expert
from chalicelib.domain.identity import Actor, digest
from chalicelib.domain.offer import AnswerLink, Offer
from chalicelib.service.office import Office

# A short code is guessed in 2**40 tries; a town hall may share one network, and no stranger may use up all tries.
TRIES_AN_HOUR = 10
NETWORK_TRIES_AN_HOUR = 60
NUMBER_TRIES_AN_HOUR = 300


@dataclass(frozen=True, slots=True)
class OpenedOffer:
    """What a valid link shows: the case, its one offer, and the expert asked.

    `noted_by` is who of the prefecture writes down an answer that was given by telephone.
    """

    case: Case
    offer: Offer
    expert: Expert
    way: str
    noted_by: Actor | None = None


def open_by_token(office: Office, token: str) -> OpenedOffer:
    """What a link opens, answered or not; LinkInvalid when it opens nothing. Changes nothing, however often."""
    return _first_opened(office, office.letters.by_token, token, "link")


def open_by_code(office: Office, number: str, code: str, *, network: str) -> OpenedOffer:
    """What a request number and short code open, however they were typed; LinkInvalid or TooManyTries."""
    number = _typed(number)
    _count_try(office, f"answer:network:{digest(network)}", NETWORK_TRIES_AN_HOUR)
    _count_try(office, f"answer:number:{digest(number)}", NUMBER_TRIES_AN_HOUR)
    _count_try(office, f"answer:both:{digest(number + network)}", TRIES_AN_HOUR)
    return _first_opened(office, partial(office.letters.by_code, number), _typed_code(code), "code")


def _first_opened(office: Office, found: Callable[[str], AnswerLink], secret: str, way: str) -> OpenedOffer:
    for possible in office.vault.digests(secret):
        with suppress(NotFound):
            return _opened(office, found(possible), way)
    raise LinkInvalid(way)


def _opened(office: Office, link: AnswerLink, way: str) -> OpenedOffer:
    case = office.cases.case(link.request_id)
    offer = case.offer(link.offer_id)
    if offer.state == "approved" and office.now() > link.expires_at:
        # Its mail is not known to have left, so no clock of the offer's own says that the link is too old.
        raise NotFound(offer.id)
    return OpenedOffer(case, offer, office.experts.expert(offer.expert_id), way)


def _typed(text: str) -> str:
    """A number or code as it was meant: full-width signs, spaces, small letters and long dashes are forgiven."""
    text = unicodedata.normalize("NFKC", text).upper()
    for dash in "‐‑‒–—―ー−":
        text = text.replace(dash, "-")
    return "".join(text.split())


def _typed_code(text: str) -> str:
    """A short code as it was meant: it has no hyphens and none of the letters that look like figures."""
    return _typed(text).replace("-", "").translate(str.maketrans("OIL", "011"))


def _count_try(office: Office, key: str, most: int) -> None:
    if office.doors.count(key, office.now(), seconds=3600) > most:
        raise TooManyTries(key.partition(":")[0])
