"""Bearer tokens for machines: whose they are, what they may be used for, and how long."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from chalicelib.domain.audit import GENESIS
from chalicelib.domain.identity import Actor

LONGEST = timedelta(days=365)


class Scope(StrEnum):
    """An area of `/v1`, and whether something may be changed there; writing does not include reading."""

    REQUESTS_READ = "requests:read"
    REQUESTS_WRITE = "requests:write"
    SUPPORTS_READ = "supports:read"
    SUPPORTS_WRITE = "supports:write"
    ASSIGNMENTS_READ = "assignments:read"
    OFFERS_READ = "offers:read"
    OFFERS_WRITE = "offers:write"
    EXPERTS_READ = "experts:read"
    EXPERTS_WRITE = "experts:write"
    RECORDS_READ = "records:read"
    RECORDS_WRITE = "records:write"


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A bearer token for `/v1`; only the digest of what it says is kept.

    `owner` is the user who answers for it, empty for one that an operator made by command. `scopes` is None for what
    was made before there were any: all that its role may. `used_on` is a day in Japan, and no part of its seal.
    """

    digest: str
    actor: Actor
    expires_at: datetime
    name: str = ""
    scopes: tuple[Scope, ...] | None = None
    owner: str = ""
    made_at: datetime | None = None
    used_on: date | None = None
    revoked_at: datetime | None = None
    version: int = 0
    head: str = GENESIS

    @property
    def id(self) -> str:
        """What its own events call it, and those of all that is done with it."""
        return self.actor.id

    def lasts(self, now: datetime) -> bool:
        """Whether it has neither expired nor been revoked."""
        return self.revoked_at is None and now < self.expires_at

    def covers(self, scope: Scope) -> bool:
        """Whether it may be used for that."""
        return self.scopes is None or scope in self.scopes

    def sealed_part(self) -> "ApiToken":
        """The token without what changes with every day it is used, which no event tells."""
        return replace(self, used_on=None)


def ordered(scopes: Collection[Scope]) -> tuple[Scope, ...]:
    """Each once, in the order of the list above."""
    return tuple(scope for scope in Scope if scope in scopes)
