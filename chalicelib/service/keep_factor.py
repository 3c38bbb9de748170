"""An authenticator is set up, its recovery codes are renewed, or somebody else's is taken off."""

import base64
from dataclasses import dataclass, replace

from pyotp import TOTP, random_base32

from chalicelib.domain.case import Deed
from chalicelib.domain.errors import Forbidden, InvalidContent, NotFound, SignInFailed, Unreadable
from chalicelib.domain.identity import Actor, Session, User, digest
from chalicelib.domain.second_factor import SecondFactor
from chalicelib.domain.user import changed
from chalicelib.service.office import Office, settled
from chalicelib.service.prove_identity import as_meant, count_try, factor_of, matching_step, proven
from chalicelib.service.user_letters import factor_changed

CODES = 10
BLOCK = 4
# The alphabet of the short codes, which nobody misreads.
FROM, TO = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Offered:
    """A new secret, as text and as the address that authenticators read; `sealed` brings it back with the form."""

    secret: str
    address: str
    sealed: str


def factor_or_none(office: Office, user_id: str) -> SecondFactor | None:
    """A user's second factor, if there is one."""
    try:
        return office.doors.factor(user_id)
    except NotFound:
        return None


def offer_factor(office: Office, session: Session, sealed: str = "") -> Offered:
    """A fresh secret, or the one that the form has brought back; nothing is kept until a code confirms it."""
    secret = _brought_back(office, session, sealed) or random_base32()
    names = office.profile.names
    address = TOTP(secret).provisioning_uri(name=session.user.email, issuer_name=names.service)
    return Offered(secret, address, office.vault.seal(secret, about=_pending(session)))


@settled
def confirm_factor(
    office: Office, session: Session, actor: Actor, *, sealed: str, code: str, once: str
) -> tuple[Session, list[str]]:
    """Take the secret of this form as the user's second factor; the session, proven, and the recovery codes.

    SignInFailed when the code is not of this secret, TooManyTries when the session has ended with that.
    """
    count_try(office, session)
    secret, known = _brought_back(office, session, sealed), factor_or_none(office, session.user.id)
    if known and session.half_open:
        raise Forbidden("the second factor there is comes first")
    step = matching_step(secret, as_meant(code), office.now(), after=0) if secret else None
    if step is None:
        raise SignInFailed("proof")
    codes = recovery_codes(office, session.user, once)
    version = known.version + 1 if known else 1
    kept = office.vault.seal(secret, about=factor_of(session.user.id))
    factor = SecondFactor(session.user.id, kept, office.now(), step, _digests(codes), version)
    after = proven(office, session)
    _commit(office, actor, session.user.id, "user:factor-set", factor, "set", session=after)
    return after, codes


@settled
def renew_recovery(office: Office, user: User, actor: Actor, *, once: str) -> list[str]:
    """New recovery codes; the old ones count no more. NotFound without a second factor."""
    factor = office.doors.factor(user.id)
    codes = recovery_codes(office, user, once)
    after = replace(factor, recovery=_digests(codes), version=factor.version + 1)
    _commit(office, actor, user.id, "user:recovery-renewed", after, "renewed")
    return codes


@settled
def reset_factor(office: Office, actor: Actor, user_id: str, *, reason: str) -> User:
    """Take somebody's second factor off and sign them out: at the next sign-in they set up another one."""
    if actor.id == user_id:
        raise InvalidContent({"reason": "ご自身の認証アプリは、アカウントのページで入れ替えてください"})
    if not reason.strip():
        raise InvalidContent({"reason": "理由を入力してください"})
    user, _ = office.doors.user(user_id), office.doors.factor(user_id)
    after = replace(user, signed_out_at=office.now())
    deed = Deed(actor, "user:factor-reset", office.now(), why=reason)
    change = changed(user, after, deed, letters=factor_changed(office, user, "reset"), factor_ends=True)
    office.doors.commit_user(change)
    return change.user


def reseal_factors(office: Office) -> int:
    """Seal every secret with the key in force, so that the one before can retire; how many there are."""
    factors = [factor_or_none(office, user.id) for user in office.doors.users()]
    for factor in factors:
        if factor:
            _reseal(office, factor.user_id)
    return sum(factor is not None for factor in factors)


@settled
def _reseal(office: Office, user_id: str) -> None:
    factor, about = office.doors.factor(user_id), factor_of(user_id)
    sealed = office.vault.seal(office.vault.opened(factor.sealed, about=about), about=about)
    office.doors.save_factor(replace(factor, sealed=sealed, version=factor.version + 1))


def recovery_codes(office: Office, user: User, once: str) -> list[str]:
    """Ten codes of 80 bits, the same for the same form: what is sent twice shows the same ones."""
    return [_readable(office.vault.digest(f"recovery {user.id} {once} {place}")) for place in range(CODES)]


def _commit(
    office: Office,
    actor: Actor,
    user_id: str,
    what: str,
    factor: SecondFactor,
    told: str,
    *,
    session: Session | None = None,
) -> None:
    user, deed = office.doors.user(user_id), Deed(actor, what, office.now())
    letters = factor_changed(office, user, told)
    office.doors.commit_user(changed(user, user, deed, letters=letters, factor=factor, session=session))


def _readable(secret: str) -> str:
    """`7KQ2-…`: sixteen signs in groups of four."""
    text = base64.b32encode(bytes.fromhex(secret)[:10]).decode().translate(str.maketrans(FROM, TO))
    return "-".join(text[place : place + BLOCK] for place in range(0, len(text), BLOCK))


def _digests(codes: list[str]) -> tuple[str, ...]:
    return tuple(digest(as_meant(code)) for code in codes)


def _pending(session: Session) -> str:
    return f"pending factor:{session.digest}"


def _brought_back(office: Office, session: Session, sealed: str) -> str:
    try:
        return office.vault.opened(sealed, about=_pending(session)) if sealed else ""
    except Unreadable:
        return ""
