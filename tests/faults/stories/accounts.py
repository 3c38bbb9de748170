"""What people do to their own sign-in, and the secretariat to others'."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from chalicelib.domain.identity import Role, Session, User
from chalicelib.service.end_sessions import end_others, end_own, sign_out_user
from chalicelib.service.hand_over import hand_over
from chalicelib.service.keep_factor import confirm_factor, offer_factor, renew_recovery, reseal_factors, reset_factor
from chalicelib.service.keep_users import Person, change_user, confirm_user, disable_user, enable_user, invite_user
from chalicelib.service.office import Office
from chalicelib.service.prove_identity import prove
from chalicelib.service.save_draft import open_draft
from tests.authenticator import RECOVERY, Authenticator, with_authenticator
from tests.builders import CLERK, SECRETARIAT, UCHIKO, a_request, a_user
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
    return lambda office: sign_out_user(office, OFFICE, YOKO.id)


TARO = Person("仮名 太郎", "taro@uchiko.example.jp", Role.MUNICIPALITY, UCHIKO, "総務課", "0893-00-0009")


def a_colleague(office: Office, **changes: Any) -> User:
    """Somebody of a town has been let in."""
    return invite_user(office, SECRETARIAT, replace(TARO, **changes))


def inviting(office: Office) -> Deed:
    """Nobody of this town is here yet."""
    return lambda office: invite_user(office, OFFICE, TARO)


def changing(office: Office) -> Deed:
    """With another address, too."""
    user, person = a_colleague(office), replace(TARO, email="taro2@uchiko.example.jp")
    return lambda office: change_user(office, OFFICE, user.id, person, version=user.version)


def confirming(office: Office) -> Deed:
    """A year has gone by."""
    user = a_colleague(office)
    office.doors.save_user(replace(user, confirmed=2025))
    return lambda office: confirm_user(office, OFFICE, user.id)


def disabling(office: Office) -> Deed:
    """They are signed in."""
    user, now = a_colleague(office), office.now()
    office.doors.save_session(Session("theirs", user, "", now, now, now + timedelta(hours=2)))
    return lambda office: disable_user(office, OFFICE, user.id, reason="異動", version=user.version)


def enabling(office: Office) -> Deed:
    """They come back."""
    user = a_colleague(office)
    user = disable_user(office, SECRETARIAT, user.id, reason="異動", version=user.version)
    return lambda office: enable_user(office, OFFICE, user.id, version=user.version)


def handing_over(office: Office) -> Deed:
    """One request is submitted, one is a draft."""
    leaver = a_colleague(office, email="hanako@uchiko.example.jp")
    successor = a_colleague(office)
    a_request(office)
    open_draft(office, CLERK, {"officer_email": (leaver.email,)})
    return lambda office: hand_over(office, OFFICE, leaver.id, to=successor.id)


def resealing(office: Office) -> Deed:
    """Another secret is in force."""
    half_open(office)
    with_authenticator(office, YOKO)
    return lambda office: reseal_factors(office)


USE_CASES = (
    UseCase(invite_user, inviting),
    UseCase(change_user, changing),
    UseCase(confirm_user, confirming),
    UseCase(disable_user, disabling),
    UseCase(enable_user, enabling),
    UseCase(hand_over, handing_over),
    UseCase(reseal_factors, resealing),
    UseCase(prove, proving),
    UseCase(prove, proving_by_recovery, "recovery code"),
    UseCase(confirm_factor, setting_up),
    UseCase(renew_recovery, renewing),
    UseCase(reset_factor, resetting),
    UseCase(end_own, ending_one),
    UseCase(end_others, ending_others),
    UseCase(sign_out_user, signing_out),
)
