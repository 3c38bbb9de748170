"""What people do to their own sign-in, and the secretariat to others'."""

from dataclasses import replace
from datetime import timedelta

from chalicelib.domain.identity import Role, Session
from chalicelib.service.end_sessions import end_others, end_own, sign_out_user
from chalicelib.service.keep_factor import confirm_factor, offer_factor, renew_recovery, reset_factor
from chalicelib.service.office import Office
from chalicelib.service.prove_identity import prove
from tests.authenticator import RECOVERY, Authenticator, with_authenticator
from tests.builders import a_user
from tests.faults.use_case import OFFICE, Deed, UseCase

YOKO = a_user(Role.SECRETARIAT)


def half_open(office: Office, name: str = "one") -> Session:
    """Somebody of the secretariat has typed the mailed code."""
    office.doors.save_user(YOKO)
    now = office.now()
    session = Session(name, YOKO, "csrf", now, now, now + timedelta(hours=2))
    office.doors.save_session(session)
    return session


def proving(office: Office) -> Deed:
    """The authenticator is at hand."""
    session, code = half_open(office), with_authenticator(office, YOKO).code
    return lambda office: prove(office, session, code)


def proving_by_recovery(office: Office) -> Deed:
    """It is lost."""
    session = half_open(office)
    with_authenticator(office, YOKO)
    return lambda office: prove(office, session, RECOVERY)


def setting_up(office: Office) -> Deed:
    """There is none yet."""
    session = half_open(office)
    offered = offer_factor(office, session)
    code, actor = Authenticator(office, offered.secret).code, replace(OFFICE, id=YOKO.id)
    return lambda office: confirm_factor(office, session, actor, sealed=offered.sealed, code=code, once="once")


def renewing(office: Office) -> Deed:
    """The paper with the codes is gone."""
    half_open(office)
    with_authenticator(office, YOKO)
    return lambda office: renew_recovery(office, YOKO, OFFICE, once="once")


def resetting(office: Office) -> Deed:
    """A colleague has lost everything."""
    half_open(office)
    with_authenticator(office, YOKO)
    return lambda office: reset_factor(office, OFFICE, YOKO.id, reason="機種変更のため")


def ending_one(office: Office) -> Deed:
    """Two browsers are signed in."""
    session, other = half_open(office), half_open(office, "two")
    return lambda office: end_own(office, session, other.digest)


def ending_others(office: Office) -> Deed:
    """Three are."""
    session = half_open(office)
    for name in ("two", "three"):
        half_open(office, name)
    return lambda office: end_others(office, session)


def signing_out(office: Office) -> Deed:
    """Somebody else is to leave."""
    half_open(office)
    return lambda office: sign_out_user(office, OFFICE, YOKO.id, reason="端末の紛失")


USE_CASES = (
    UseCase(prove, proving),
    UseCase(prove, proving_by_recovery, "recovery code"),
    UseCase(confirm_factor, setting_up),
    UseCase(renew_recovery, renewing),
    UseCase(reset_factor, resetting),
    UseCase(end_own, ending_one),
    UseCase(end_others, ending_others),
    UseCase(sign_out_user, signing_out),
)
