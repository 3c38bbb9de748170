"""Signing in: a registered address, then a code mailed to it and typed into the same browser."""

import hmac
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain.errors import LostRace, NotFound, SignInFailed, TooManyTries
from chalicelib.domain.identity import Pass, Role, Session, SignInAttempt, User, digest
from chalicelib.domain.letter import Letter
from chalicelib.service.letters import queued
from chalicelib.service.office import Office
from chalicelib.service.people import as_they_stand, as_user, person, person_by_email
from chalicelib.service.user_letters import new_browser

CODE_LASTS = timedelta(minutes=10)
TRIES = 5
STARTS_AN_HOUR = 10
NETWORK_STARTS_AN_HOUR = 200
IDLE = timedelta(hours=2)
ABSOLUTE = timedelta(hours=12)
FRESHNESS = timedelta(minutes=5)
# As long as a browser keeps a cookie.
KNOWN_FOR = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A browser at the door: what it was called when it was here before (or nothing), and what it is in words."""

    known_as: str = ""
    browser: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The token of a session, which is a pass in words, the session, and what the browser is called from now on."""

    token: str
    session: Session
    browser: str


def begin_sign_in(office: Office, email: str, *, network: str, once: str = "") -> str:
    """Mail a code if the address is registered; the browser's secret, the same for known and unknown addresses.

    `once` is a value that only this browser's form holds: sent again, it leads to the same secret and the same mail.
    Known or not, the same is read and written, so that the time it takes tells nothing either.
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
    with suppress(LostRace):
        # One attempt, one mail, however often the address is sent.
        office.letters.post(_code_letter(office, attempt, user))
    return browser


def finish_sign_in(office: Office, browser: str, code: str, arrival: Arrival | None = None) -> SignedIn:
    """Open a session with the right code. SignInFailed or TooManyTries otherwise."""
    now, attempt_digest, arrival = office.now(), digest(browser), arrival or Arrival()
    typed = "".join(unicodedata.normalize("NFKC", code).split()).replace("-", "")
    secret, name = _secret("session", browser, typed), arrival.known_as or _secret("name", browser)
    try:
        attempt = office.doors.attempt(attempt_digest, now)
        tries = office.doors.count_try(attempt_digest)
    except NotFound:
        return _signed_in(secret, _opened_before(office, secret), name)
    if tries > TRIES:
        office.doors.end_attempt(attempt_digest)
        raise TooManyTries("attempt")
    right = [hmac.compare_digest(possible, attempt.code_digest) for possible in office.vault.digests(typed)]
    if not any(right) or attempt.user_id is None:
        raise SignInFailed("code")
    user = person(office, attempt.user_id)
    if not user.active:
        raise SignInFailed("user")
    session = _open_session(office, user, secret, arrival.browser)
    _tell_of_new_browser(office, session, digest(name))
    office.doors.end_attempt(attempt_digest)
    return _signed_in(secret, session, name)


def session_of(office: Office, token: str) -> Session:
    """The session of a browser's token, its idle time begun anew; NotFound when there is none.

    The user is read each time: what somebody may do ends at once with their right to do it.
    """
    now = office.now()
    session, user = _visitor(office, Pass.read(token), now)
    if not user.active or (user.signed_out_at and session.began_at <= user.signed_out_at):
        raise NotFound("session")
    session = replace(session, user=user)
    if now - session.seen_at > FRESHNESS:
        expires_at = min(now + IDLE, session.began_at + ABSOLUTE)
        session = replace(session, seen_at=now, expires_at=expires_at)
        office.doors.save_session(session)
    return session


def sign_out(office: Office, token: str) -> None:
    """End the session."""
    office.doors.end_session(digest(Pass.read(token).secret))


def _visitor(office: Office, shown: Pass, now: datetime) -> tuple[Session, User]:
    if not shown.person_id:
        # Of a session that an earlier version opened.
        session = office.doors.session(digest(shown.secret), now)
        return session, as_they_stand(office, session.user)
    session, person = office.doors.visitor(
        digest(shown.secret), shown.person_id, now, expert=shown.role == Role.EXPERT.value
    )
    return session, person if isinstance(person, User) else as_user(person)


def _active_user(office: Office, address: str) -> User | None:
    try:
        user = person_by_email(office, address)
    except NotFound:
        return None
    return user if user.active else None


def _code_letter(office: Office, attempt: SignInAttempt, user: User | None) -> Letter:
    """The letter that will bring the code; for an address nobody has, one that goes nowhere."""
    facts = {"name": user.name if user else "", "minutes": CODE_LASTS.seconds // 60}
    letter = queued(
        office,
        about=attempt.digest,
        notice="sign_in_code",
        to=user.email if user else "",
        facts=facts,
        expires_at=office.now() + timedelta(days=1),
    )
    return replace(letter, id=f"l{attempt.digest[:19]}", state="queued" if user else "dropped")


def _signed_in(secret: str, session: Session, browser: str) -> SignedIn:
    return SignedIn(Pass.of(secret, session.user).words, session, browser)


def _open_session(office: Office, user: User, secret: str, browser: str) -> Session:
    now = office.now()
    session = Session(digest(secret), user, _secret("proof", secret), now, now, now + IDLE, browser=browser)
    office.doors.save_session(session)
    return session


def _tell_of_new_browser(office: Office, session: Session, browser_digest: str) -> None:
    """Told first and remembered then: rather twice than never."""
    user, now = session.user, office.now()
    if not office.doors.knows_browser(user.id, browser_digest, now):
        with suppress(LostRace):
            office.letters.post(new_browser(office, session))
    office.doors.know_browser(user.id, browser_digest, until=now + KNOWN_FOR)


def _opened_before(office: Office, secret: str) -> Session:
    """The session that this very browser and code opened a moment ago; TooManyTries when they did not."""
    try:
        return office.doors.session(digest(secret), office.now())
    except NotFound:
        raise TooManyTries("attempt") from None


def _secret(*parts: str) -> str:
    """As hard to guess as the most secret part, and the same each time: what is sent twice opens one session."""
    return digest(" ".join(parts))
