"""Signing in: a registered address, then a code mailed to it and typed into the same browser."""

import hmac
import unicodedata
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from chalicelib.domain.errors import LostRace, NotFound, SignInFailed, TooManyTries
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


def begin_sign_in(office: Office, email: str, *, network: str, once: str = "") -> str:
    """Mail a code if the address is registered; the browser's secret, the same for known and unknown addresses.

    `once` is a value that only this browser's form holds: sent again, it leads to the same secret and the same mail.
    """
    now = office.now()
    address = unicodedata.normalize("NFKC", email).strip().casefold()
    if office.doors.count(f"network:{digest(network)}", now, seconds=3600) > NETWORK_STARTS_AN_HOUR:
        raise TooManyTries("network")
    if office.doors.count(f"address:{digest(address)}", now, seconds=3600) > STARTS_AN_HOUR:
        raise TooManyTries("address")
    browser = _secret("browser", once, address) if once else office.mint.token()
    user = _active_user(office, address)
    attempt = SignInAttempt(digest(browser), user.id if user else None, "", 0, now + CODE_LASTS)
    office.doors.begin_attempt(attempt, now)
    if user:
        facts = {"name": user.name, "minutes": CODE_LASTS.seconds // 60}
        expires_at = now + timedelta(days=1)
        letter = queued(
            office, about=attempt.digest, notice="sign_in_code", to=user.email, facts=facts, expires_at=expires_at
        )
        with suppress(LostRace):
            # One attempt, one mail, however often the address is sent.
            office.letters.post(replace(letter, id=f"l{attempt.digest[:19]}"))
    return browser


def finish_sign_in(office: Office, browser: str, code: str) -> tuple[str, Session]:
    """Open a session with the right code; its token and the session. SignInFailed or TooManyTries otherwise."""
    now, attempt_digest = office.now(), digest(browser)
    typed = "".join(unicodedata.normalize("NFKC", code).split()).replace("-", "")
    token = _secret("session", browser, typed)
    try:
        attempt = office.doors.attempt(attempt_digest, now)
        tries = office.doors.count_try(attempt_digest)
    except NotFound:
        return token, _opened_before(office, token)
    if tries > TRIES:
        office.doors.end_attempt(attempt_digest)
        raise TooManyTries("attempt")
    right = bool(attempt.code_digest) and hmac.compare_digest(digest(typed), attempt.code_digest)
    if not right or attempt.user_id is None:
        raise SignInFailed("code")
    user = office.doors.user(attempt.user_id)
    if not user.active:
        raise SignInFailed("user")
    session = _open_session(office, user, token)
    office.doors.end_attempt(attempt_digest)
    return token, session


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


def _open_session(office: Office, user: User, token: str) -> Session:
    now = office.now()
    session = Session(digest(token), user, _secret("proof", token), now, now, now + IDLE)
    office.doors.save_session(session)
    return session


def _opened_before(office: Office, token: str) -> Session:
    """The session that this very browser and code opened a moment ago; TooManyTries when they did not."""
    try:
        return office.doors.session(digest(token), office.now())
    except NotFound:
        raise TooManyTries("attempt") from None


def _secret(*parts: str) -> str:
    """As hard to guess as the most secret part, and the same each time: what is sent twice opens one session."""
    return digest(" ".join(parts))
