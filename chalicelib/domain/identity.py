"""Who acts: roles, people with a sign-in, and the actor named in every audit event."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

WHOSE = re.compile(r"([a-z]+)\.([A-Za-z0-9_-]{1,100})")


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

    @property
    def needs_second_factor(self) -> bool:
        """Whether a mailed code alone does not let this role in: who reads every municipality's cases."""
        return self in (Role.SECRETARIAT, Role.CENTRE, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class User:
    """A person who signs in; `municipality` is a code for municipal staff, else None.

    `confirmed` is the last fiscal year for which somebody said that the person still works there. Sessions that began
    before `signed_out_at` count no more. `version` counts the changes that were told of.
    """

    id: str
    email: str
    name: str
    role: Role
    municipality: str | None = None
    department: str = ""
    active: bool = True
    telephone: str = ""
    confirmed: int = 0
    signed_out_at: datetime | None = None
    version: int = 0
    head: str = ""


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
class Pass:
    """What a signed-in browser shows: its session's secret, and whose it is, so that both can be read at once.

    Only the secret opens anything, and nothing where the pass names somebody else.
    """

    secret: str
    role: str = ""
    person_id: str = ""

    @classmethod
    def of(cls, secret: str, user: User) -> "Pass":
        """A pass to this user's session."""
        return cls(secret, user.role.value, user.id)

    @property
    def words(self) -> str:
        """As it stands in a cookie."""
        return f"{self.secret}.{self.role}.{self.person_id}"

    @classmethod
    def read(cls, words: str) -> "Pass":
        """The pass that somebody shows; whatever it is, one."""
        secret, _, whose = words.partition(".")
        named = WHOSE.fullmatch(whose)
        return cls(secret, *named.groups()) if named else cls(secret)


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser; only the digest of its token is kept. `csrf` is the value every form must return.

    `proven_at` is when the second factor was last shown: never yet for a session that a mailed code has opened.
    `browser` says in coarse words what it runs on.
    """

    digest: str
    user: User
    csrf: str
    began_at: datetime
    seen_at: datetime
    expires_at: datetime
    proven_at: datetime | None = None
    browser: str = ""

    @property
    def half_open(self) -> bool:
        """Whether the second factor is still to be shown."""
        return self.user.role.needs_second_factor and self.proven_at is None

    def proven_within(self, lasts: timedelta, now: datetime) -> bool:
        """Whether the second factor was shown so lately."""
        return self.proven_at is not None and now - self.proven_at < lasts


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """A browser that waits for its code; `code_digest` is empty until the code was mailed."""

    digest: str
    user_id: str | None
    code_digest: str
    tries: int
    expires_at: datetime
