"""Bearer tokens for machines are made, each with a name, for certain uses, and for a year at most."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from chalicelib.domain.api_token import LONGEST, ApiToken, Scope, ordered
from chalicelib.domain.case import Deed, event_after
from chalicelib.domain.errors import Forbidden, InvalidContent
from chalicelib.domain.identity import Actor, Role, digest
from chalicelib.domain.seal import seals
from chalicelib.service.office import Office

# By it a token that has leaked is known for what it is, by people and by scanners.
PREFIX = "suketto_"
OPERATOR = Actor("operator", Role.SYSTEM, "command")


def issue_token(
    office: Office,
    *,
    role: str,
    municipality: str | None = None,
    days: int = 30,
    name: str = "",
    scopes: Collection[Scope] = tuple(Scope),
    by: Actor = OPERATOR,
    secret: str = "",
) -> str:
    """A bearer token for `/v1`, in clear this once; Forbidden for roles that have no use for one.

    `secret` is what makes it, at least 256 random bits: whoever asks twice with the same gets the same. InvalidContent
    for a token without scopes or for more than a year.
    """
    wanted = Role(role)
    if wanted not in (Role.SECRETARIAT, Role.MUNICIPALITY):
        raise Forbidden(f"no tokens for {role}")
    town = office.profile.municipality(municipality or "").code if wanted is Role.MUNICIPALITY else None
    if not scopes or not timedelta(0) < timedelta(days=days) <= LONGEST:
        raise InvalidContent({"scopes": "用途と、1年以内の期限が必要です"})
    text, now = PREFIX + (secret or office.mint.token()), office.now()
    made = ApiToken(
        digest=digest(text),
        actor=Actor(office.identifier("k"), wanted, "api", town),
        expires_at=now + timedelta(days=days),
        name=name,
        scopes=ordered(scopes),
        owner="" if by is OPERATOR else by.id,
        made_at=now,
    )
    save_token(office, by, made, "token:made", facts={"scopes": " ".join(ordered(scopes)), "days": str(days)})
    return text


def save_token(office: Office, by: Actor, token: ApiToken, what: str, *, facts: dict[str, str]) -> ApiToken:
    """Write the token's next version with the event that tells of it; LostRace."""
    after = replace(token, version=token.version + 1)
    event = event_after(token, Deed(by, what, office.now(), facts=facts), wrote=seals(after))
    after = replace(after, head=event.digest)
    office.tokens.save(after, event)
    return after
