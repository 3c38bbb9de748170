"""Who acts: roles, people with a sign-in, and the actor named in every audit event."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


def digest(secret: str) -> str:
    """SHA-256, in hex, of a token or code: all that is ever stored of it."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Role(StrEnum):
    """What a person may be to the service; SYSTEM is the service itself, by schedule or stream."""

    MUNICIPALITY = "municipality"
    EXPERT = "expert"
    SECRETARIAT = "secretariat"
    CENTRE = "centre"
    AUDITOR = "auditor"
    SYSTEM = "system"

    @property
    def of_the_prefecture(self) -> bool:
        """Whether this role sees the cases of every municipality."""
        return self in (Role.SECRETARIAT, Role.CENTRE, Role.AUDITOR, Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class User:
    """A person who signs in; `municipality` is a code for municipal staff, else None."""

    id: str
    email: str
    name: str
    role: Role
    municipality: str | None = None
    department: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something now, in which role, for which municipality, and over which way (`web`, `api`, `link`).

    `errand` is the key of what was sent to have it done, empty where nothing could come twice.
    """

    id: str
    role: Role
    way: str
    municipality: str | None = None
    errand: str = ""

    def on_the_way(self) -> "Actor":
        """The same for a step that does not finish the errand yet."""
        return replace(self, errand="")


SYSTEM = Actor("system", Role.SYSTEM, "schedule")


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser; only the digest of its token is kept. `csrf` is the value every form must return."""

    digest: str
    user: User
    csrf: str
    began_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """A browser that waits for its code; `code_digest` is empty until the code was mailed."""

    digest: str
    user_id: str | None
    code_digest: str
    tries: int
    expires_at: datetime
