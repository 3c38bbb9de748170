"""What a letter carries beside its facts, minted at the last moment.

A link or code exists in clear only in the letter that carries it; the table knows digests.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.case import Case
from chalicelib.domain.errors import NotFound
from chalicelib.domain.letter import Letter
from chalicelib.domain.offer import AnswerLink, Offer
from chalicelib.service.offer_clock import terms
from chalicelib.service.office import Office

WITH_LINK = ("offer", "offer_reminder")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What is minted for one letter: secrets in clear, the facts that show them, and what the table keeps."""

    facts: Mapping[str, Any]
    secrets: tuple[str, ...] = ()
    code_digest: str = ""
    link: AnswerLink | None = None


def enclose(office: Office, letter: Letter, at: datetime) -> Enclosure | None:
    """What a letter sent now must carry; None when it has lost its point: what it asks for cannot be done any more."""
    if letter.notice == "sign_in_code":
        return _code(office, letter, at)
    if letter.notice in WITH_LINK:
        return _link(office, letter, at)
    return Enclosure({})


def _code(office: Office, letter: Letter, at: datetime) -> Enclosure | None:
    try:
        office.doors.attempt(letter.about, at)
    except NotFound:
        return None
    code = office.mint.code()
    return Enclosure({"code": code}, (code,), code_digest=office.vault.digest(code))


def _link(office: Office, letter: Letter, at: datetime) -> Enclosure | None:
    case = office.cases.case(letter.about)
    offer = case.offer(letter.offer_id or "")
    deadline = offer.deadline or terms(office, at)[0]
    if not offer.live or at > deadline:
        return None
    token, code = office.mint.answer_token(), office.mint.short_code()
    number = str(letter.facts["number"])
    link = AnswerLink(office.vault.digest(token), office.vault.digest(code), number, letter.about, offer.id, deadline)
    facts = {"token": token, "short_code": code, "deadline": deadline, **_terms(office, case, offer)}
    return Enclosure(facts, (token, code), link=link)


def _terms(office: Office, case: Case, offer: Offer) -> dict[str, Any]:
    """What an expert must know to decide by the letter alone."""
    asked = case.request.asked
    return {
        "kind": asked.kind.value,
        "mode": asked.mode.value,
        "place": office.profile.words()[asked.place],
        "situation": asked.situation,
        "wish": asked.wish,
        "half_day_yen": offer.half_day_yen,
    }
