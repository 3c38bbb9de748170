"""Letters of a case, addressed: who must be told what, as facts. Their words are set when they are sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.domain.case import Case
from chalicelib.domain.expert import Expert
from chalicelib.domain.letter import Letter
from chalicelib.domain.offer import Offer
from chalicelib.service.notices import NOTICES
from chalicelib.service.office import Office


def to_municipality(office: Office, case: Case, notice: str, **facts: Any) -> tuple[Letter, ...]:
    """To the officer in charge."""
    officer = case.request.asked.officer
    return (_letter(office, case, notice, to=officer.email, facts={"officer": officer.name, **facts}),)


def to_secretariat(office: Office, case: Case, notice: str, **facts: Any) -> tuple[Letter, ...]:
    """To the secretariat and the centre."""
    post = office.profile.post
    return tuple(_letter(office, case, notice, to=to, facts=facts) for to in (post.secretariat, post.centre))


def to_expert(
    office: Office, case: Case, notice: str, *, expert: Expert, offer: Offer, **facts: Any
) -> tuple[Letter, ...]:
    """To an expert about one offer."""
    said = {"expert": expert.name, "months": dict(offer.months), **facts}
    return (_letter(office, case, notice, to=expert.email, facts=said, offer_id=offer.id),)


def municipality_names(office: Office, codes: tuple[str, ...]) -> str:
    """`例示市`, or `例示市・見本町` for a joint request."""
    return "・".join(office.profile.municipality(code).name for code in codes)


def queued(
    office: Office,
    *,
    about: str,
    notice: str,
    to: str,
    facts: Mapping[str, Any],
    offer_id: str | None = None,
    expires_at: datetime | None = None,
) -> Letter:
    """A letter in the queue, due at once."""
    now = office.now()
    return Letter(
        id=office.identifier("l"),
        about=about,
        notice=notice,
        audience=NOTICES[notice].audience,
        to=to,
        facts=facts,
        state="queued",
        created_at=now,
        due=now,
        offer_id=offer_id,
        expires_at=expires_at,
        reference=office.logbook.reference(),
    )


def _letter(
    office: Office, case: Case, notice: str, *, to: str, facts: Mapping[str, Any], offer_id: str | None = None
) -> Letter:
    request = case.request
    base = {
        "number": request.number,
        "title": request.title,
        "municipality": municipality_names(office, request.municipalities),
        "request_id": request.id,
    }
    return queued(office, about=request.id, notice=notice, to=to, facts={**base, **facts}, offer_id=offer_id)
