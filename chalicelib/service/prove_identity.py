"""The second factor is shown: a code of the authenticator, or one of the recovery codes. Each counts once."""

import hmac
import unicodedata
from dataclasses import replace
from datetime import datetime, timedelta

from pyotp import TOTP

from chalicelib.domain.case import Deed
from chalicelib.domain.errors import NotFound, SignInFailed, TooManyTries, Unreadable
from chalicelib.domain.identity import Actor, Session, digest
from chalicelib.domain.second_factor import SecondFactor
from chalicelib.domain.user import changed
from chalicelib.service.office import Office, settled
from chalicelib.service.user_letters import factor_changed

TRIES = 5
# How long a decision may follow the last proof without a new one.
STEP_UP_LASTS = timedelta(minutes=15)
STEP = 30
# Half minutes that a telephone's clock may be off by.
DRIFT = (0, -1, 1)
A_DAY = 86_400


@settled
def prove(office: Office, session: Session, code: str) -> Session:
    """The session with the second factor shown; SignInFailed, or TooManyTries when the session has ended with that."""
    count_try(office, session)
    now, typed = office.now(), as_meant(code)
    try:
        factor = office.doors.factor(session.user.id)
    except NotFound:
        raise SignInFailed("no second factor") from None
    secret = _secret(office, factor)
    if secret and (step := matching_step(secret, typed, now, after=factor.last_step)):
        sealed = office.vault.seal(secret, about=factor_of(factor.user_id))
        after = proven(office, session)
        office.doors.save_factor(factor.used(step, sealed=sealed), after)
        return after
    if (recovery := digest(typed)) in factor.recovery:
        return _use_recovery(office, session, factor.without(recovery))
    return _proven_meanwhile(office, session)


def proven(office: Office, session: Session) -> Session:
    """The session, from now on proven."""
    return replace(session, proven_at=office.now())


def count_try(office: Office, session: Session) -> None:
    """Count a try before looking at it; after too many the session ends, and the account is as it was."""
    since = session.proven_at.isoformat() if session.proven_at else ""
    if office.doors.count(f"proof:{session.digest}:{since}", office.now(), seconds=A_DAY) > TRIES:
        office.doors.end_session(session.digest)
        raise TooManyTries("proof")


def matching_step(secret: str, typed: str, now: datetime, *, after: int) -> int | None:
    """The half minute whose code was typed, if it is near now and none since was used."""
    authenticator, here = TOTP(secret), int(now.timestamp()) // STEP
    found = [here + off for off in DRIFT if hmac.compare_digest(authenticator.generate_otp(here + off), typed)]
    return next((step for step in found if step > after), None)


def as_meant(code: str) -> str:
    """A code however it was typed: wide, small, in groups."""
    folded = "".join(unicodedata.normalize("NFKC", code).split()).upper()
    plain = "".join(sign for sign in folded if sign.isascii() and sign.isalnum())
    return plain if plain.isdigit() else plain.translate(str.maketrans("OIL", "011"))


def factor_of(user_id: str) -> str:
    """What a user's secret is sealed for."""
    return f"factor:{user_id}"


def _secret(office: Office, factor: SecondFactor) -> str:
    """The authenticator's secret; empty when the key that opens it has retired, and only recovery codes are left."""
    try:
        return office.vault.opened(factor.sealed, about=factor_of(factor.user_id))
    except Unreadable:
        return ""


def _use_recovery(office: Office, session: Session, factor: SecondFactor) -> Session:
    user, left = office.doors.user(session.user.id), len(factor.recovery)
    actor = Actor(user.id, user.role, "web", user.municipality)
    deed = Deed(actor, "user:recovery-used", office.now(), facts={"left": str(left)})
    letters, after = factor_changed(office, user, "used", left=left), proven(office, session)
    office.doors.commit_user(changed(user, user, deed, letters=letters, factor=factor, session=after))
    return after


def _proven_meanwhile(office: Office, session: Session) -> Session:
    """What was sent twice finds its code used, and the session proven by it."""
    now = office.now()
    stored = office.doors.session(session.digest, now)
    if stored.proven_at == session.proven_at or not stored.proven_within(timedelta(seconds=STEP), now):
        raise SignInFailed("proof")
    return stored
