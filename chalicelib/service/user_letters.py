"""Letters to people about themselves: invited, disabled, taken over, another second factor, an unknown browser."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from chalicelib.domain.identity import Session, User
from chalicelib.domain.letter import Letter
from chalicelib.service.letters import queued
from chalicelib.service.office import Office

# Long past its use, a letter with somebody's name and address goes.
KEPT = timedelta(days=400)


def factor_changed(office: Office, user: User, how: str, *, left: int = 0) -> tuple[Letter, ...]:
    """`how`: set, renewed, used (then `left` recovery codes are left), or reset."""
    return (_to(office, user, "factor_changed", how=how, left=left),)


def new_browser(office: Office, session: Session) -> Letter:
    """Under an id of the session's own: however often the sign-in is sent, it is told once."""
    letter = _to(office, session.user, "new_browser", browser=session.browser, at=session.began_at.isoformat())
    return replace(letter, id=f"l{session.digest[:19]}")


def invited(office: Office, user: User) -> tuple[Letter, ...]:
    """That one may sign in, and as what."""
    return (_to(office, user, "user_invited", role=user.role.value, second_factor=user.role.needs_second_factor),)


def disabled(office: Office, user: User) -> tuple[Letter, ...]:
    """That one may sign in no more."""
    return (_to(office, user, "user_disabled"),)


def handed_over(office: Office, user: User, *, leaver: User, numbers: list[str]) -> tuple[Letter, ...]:
    """Which requests of a colleague one looks after from now on."""
    return (_to(office, user, "handed_over", leaver=leaver.name, numbers=numbers),)


def _to(office: Office, user: User, notice: str, **facts: Any) -> Letter:
    facts = {"name": user.name, **facts}
    expires_at = office.now() + KEPT
    return queued(office, about=user.id, notice=notice, to=user.email, facts=facts, expires_at=expires_at)
