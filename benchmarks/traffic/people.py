"""Who takes part: clerks of every town, the secretariat, experts, and a machine, all invented and all let in."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace

from benchmarks.pool import an_assignable_expert, secretary
from chalicelib.domain.expert import MonthBook
from chalicelib.domain.identity import Pass, Role, Session, User, digest
from chalicelib.service.issue_token import issue_token
from chalicelib.service.keep_experts import register_expert
from chalicelib.service.office import Office
from chalicelib.web import cookies

EXPERTS, HALF_DAYS = 20, 20


@dataclass(frozen=True, slots=True)
class People:
    """Cookies of those who are signed in, clerks by town; addresses of those who are not yet; the machine's token."""

    clerks: Mapping[str, str]
    secretary: str
    visitors: tuple[str, ...]
    token: str


def engage_experts(office: Office) -> None:
    """A pool that has half-days left for some thousand small requests."""
    chance = random.Random(1)
    for place in range(EXPERTS):
        expert = an_assignable_expert(office, f"e{place:02d}", chance=chance)
        months = {month: MonthBook(HALF_DAYS) for month in expert.months}
        register_expert(office, secretary(), replace(expert, months=months))


def let_in(office: Office) -> People:
    """Give everybody a session that lasts as long as one can."""
    towns = list(office.profile.municipalities)
    clerks = {code: _signed_in(office, _clerk(code)) for code in towns}
    visitors = tuple(_clerk(code, "visitor") for code in towns)
    for visitor in visitors:
        office.doors.save_user(visitor)
    boss = User("u-secretary", "secretary@office.example.jp", "測定 秘書", Role.SECRETARIAT)
    return People(
        clerks=clerks,
        secretary=_signed_in(office, boss),
        visitors=tuple(visitor.email for visitor in visitors),
        token=issue_token(office, role="secretariat"),
    )


def _clerk(code: str, kind: str = "clerk") -> User:
    return User(f"u-{kind}-{code}", f"{kind}-{code}@town.example.jp", "測定 花子", Role.MUNICIPALITY, code, "総務課")


def _signed_in(office: Office, user: User) -> str:
    shown, now = Pass.of(office.mint.token(), user), office.now()
    office.doors.save_user(user)
    ends = now.replace(year=now.year + 1)
    office.doors.save_session(Session(digest(shown.secret), user, "csrf", now, now, ends, proven_at=ends))
    return f"{cookies.SESSION}={shown.words}"
