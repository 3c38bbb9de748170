"""Signing in: a registered address, then a code mailed to it and typed into the same browser."""

import hmac
import unicodedata
from datetime import timedelta

from chalicelib.domain.errors import NotFound, SignInFailed, TooManyTries
from chalicelib.domain.identity import Session, SignInAttempt, User, digest
from chalicelib.service.letters import queued
from chalicelib.service.office import Office

CODE_LASTS = timedelta(minutes=10)
TRIES = 5
STARTS_AN_HOUR = 10
NETWORK_STARTS_AN_HOUR = 200
IDLE = timedelta(hours=2)
ABSOLUTE = timedelta(hours=12)
FRESHNESS = timedelta(minutes=5)


def begin_sign_in(office: Office, email: str, *, network: str) -> str:
    """Mail a code if the address is registered; the browser's secret, the same for known and unknown addresses."""
    now = office.now()
    address = unicodedata.normalize("NFKC", email).strip().casefold()
    if office.doors.count(f"network:{digest(network)}", now, seconds=3600) > NETWORK_STARTS_AN_HOUR:
        raise TooManyTries("network")
    if office.doors.count(f"address:{digest(address)}", now, seconds=3600) > STARTS_AN_HOUR:
        raise TooManyTries("address")
    browser = office.mint.token()
    user = _active_user(office, address)
    attempt = SignInAttempt(digest(browser), user.id if user else None, "", 0, now + CODE_LASTS)
    office.doors.save_attempt(attempt)
    if user:
        facts = {"name": user.name, "minutes": CODE_LASTS.seconds // 60}
        expires_at = now + timedelta(days=1)
        letter = queued(
            office, about=attempt.digest, notice="sign_in_code", to=user.email, facts=facts, expires_at=expires_at
        )
        office.letters.post(letter)
    return browser


def finish_sign_in(office: Office, browser: str, code: str) -> tuple[str, Session]:
    """Open a session with the right code; its token and the session. SignInFailed or TooManyTries otherwise."""
    now, attempt_digest = office.now(), digest(browser)
    try:
        attempt = office.doors.attempt(attempt_digest, now)
        tries = office.doors.count_try(attempt_digest)
    except NotFound:
        raise TooManyTries("attempt") from None
    if tries > TRIES:
        office.doors.end_attempt(attempt_digest)
        raise TooManyTries("attempt")
    typed = "".join(unicodedata.normalize("NFKC", code).split()).replace("-", "")
    right = bool(attempt.code_digest) and hmac.compare_digest(digest(typed), attempt.code_digest)
    if not right or attempt.user_id is None or not office.doors.end_attempt(attempt_digest):
        raise SignInFailed("code")
    user = office.doors.user(attempt.user_id)
    if not user.active:
        raise SignInFailed("user")
    return _open_session(office, user)


def session_of(office: Office, token: str) -> Session:
    """The session of a browser's token, its idle time begun anew; NotFound when there is none."""
    now = office.now()
    session = office.doors.session(digest(token), now)
    if now - session.seen_at > FRESHNESS:
        expires_at = min(now + IDLE, session.began_at + ABSOLUTE)
        session = Session(session.digest, session.user, session.csrf, session.began_at, now, expires_at)
        office.doors.save_session(session)
    return session


def sign_out(office: Office, token: str) -> None:
    """End the session."""
    office.doors.end_session(digest(token))


def _active_user(office: Office, address: str) -> User | None:
    try:
        user = office.doors.user_by_email(address)
    except NotFound:
        return None
    return user if user.active else None


def _open_session(office: Office, user: User) -> tuple[str, Session]:
    now, token = office.now(), office.mint.token()
    session = Session(digest(token), user, office.mint.answer_token(), now, now, now + IDLE)
    office.doors.save_session(session)
    return token, session
