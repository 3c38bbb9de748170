"""Letters to people about their own sign-in: invited, disabled, another second factor, an unknown browser."""

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


def _to(office: Office, user: User, notice: str, **facts: Any) -> Letter:
    facts = {"name": user.name, **facts}
    expires_at = office.now() + KEPT
    return queued(office, about=user.id, notice=notice, to=user.email, facts=facts, expires_at=expires_at)
