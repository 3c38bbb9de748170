"""The secretariat says who is let in: invites, changes, confirms for the year, disables, and lets in again."""

from dataclasses import dataclass, replace

from chalicelib.domain.calendar import fiscal_year, local_day
from chalicelib.domain.case import Deed
from chalicelib.domain.errors import InvalidContent, NotFound, StaleVersion
from chalicelib.domain.identity import Actor, Role, User
from chalicelib.domain.user import changed
from chalicelib.service.end_sessions import end_all
from chalicelib.service.office import Office, settled
from chalicelib.service.user_letters import disabled, invited

ROLES = (Role.MUNICIPALITY, Role.SECRETARIAT, Role.CENTRE, Role.AUDITOR)
LAST = "有効な事務局の利用者がほかにいません。先に別の方を招待してください"


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of somebody who works here; `municipality` is a code for municipal staff, else empty."""

    name: str
    email: str
    role: Role
    municipality: str = ""
    department: str = ""
    telephone: str = ""


@settled
def invite_user(office: Office, actor: Actor, person: Person) -> User:
    """Let somebody in, and tell them how; InvalidContent names the fields at fault."""
    _check(office, person)
    user = _as_told(User(office.identifier("u"), "", "", person.role, confirmed=this_year(office)), person)
    deed = Deed(actor, "user:invited", office.now(), facts={"role": person.role.value})
    office.doors.commit_user(changed(None, user, deed, letters=invited(office, user)))
    return office.doors.user(user.id)


@settled
def change_user(office: Office, actor: Actor, user_id: str, person: Person, *, version: int) -> User:
    """Change what is known of somebody; StaleVersion when somebody else did so meanwhile."""
    user = _as_seen(office, user_id, version)
    _check(office, person, of=user)
    after = _as_told(user, person)
    if after == user:
        return user
    stays = _who_stays(office, user) if person.role is not Role.SECRETARIAT else ""
    deed = Deed(actor, "user:changed", office.now(), facts={"role": person.role.value})
    return _commit(office, user, after, deed, relies_on=stays)


@settled
def confirm_user(office: Office, actor: Actor, user_id: str) -> User:
    """Somebody has asked: the person works there in this fiscal year, too."""
    user = office.doors.user(user_id)
    if user.confirmed >= this_year(office):
        return user
    year = this_year(office)
    deed = Deed(actor, "user:confirmed", office.now(), facts={"year": str(year)})
    return _commit(office, user, replace(user, confirmed=year), deed)


@settled
def disable_user(office: Office, actor: Actor, user_id: str, *, reason: str, version: int) -> User:
    """Let somebody in no more: sessions end at once, and so do the tokens that they answer for."""
    user = _as_seen(office, user_id, version)
    if not reason.strip():
        raise InvalidContent({"reason": "利用を止める理由を入力してください"})
    if not user.active:
        return user
    after = replace(user, active=False, signed_out_at=office.now())
    deed = Deed(actor, "user:disabled", office.now(), why=reason.strip())
    change = changed(user, after, deed, letters=disabled(office, user), relies_on=_who_stays(office, user))
    # First what may be repeated; whatever is begun in between counts no more either.
    end_all(office, user_id)
    office.doors.commit_user(change)
    return change.user


@settled
def enable_user(office: Office, actor: Actor, user_id: str, *, version: int) -> User:
    """Let somebody in again."""
    user = _as_seen(office, user_id, version)
    if user.active:
        return user
    after = replace(user, active=True, confirmed=this_year(office))
    deed = Deed(actor, "user:enabled", office.now())
    change = changed(user, after, deed, letters=invited(office, after))
    office.doors.commit_user(change)
    return change.user


def this_year(office: Office) -> int:
    """The fiscal year."""
    return fiscal_year(local_day(office.now()))


def _as_seen(office: Office, user_id: str, version: int) -> User:
    user = office.doors.user(user_id)
    if user.version != version:
        raise StaleVersion(user_id)
    return user


def _as_told(user: User, person: Person) -> User:
    return replace(
        user,
        name=person.name,
        email=person.email,
        role=person.role,
        municipality=person.municipality or None,
        department=person.department,
        telephone=person.telephone,
    )


def _commit(office: Office, user: User, after: User, deed: Deed, *, relies_on: str = "") -> User:
    change = changed(user, after, deed, relies_on=relies_on)
    office.doors.commit_user(change)
    return change.user


def _who_stays(office: Office, user: User) -> str:
    """Another active secretary when this is one; InvalidContent when there is none. Empty when this is none."""
    if not user.active or user.role is not Role.SECRETARIAT:
        return ""
    others = (
        other.id
        for other in office.doors.users()
        if other.active and other.role is Role.SECRETARIAT and other.id != user.id
    )
    if (stays := next(others, None)) is None:
        raise InvalidContent({"role": LAST, "reason": LAST})
    return stays


def _check(office: Office, person: Person, *, of: User | None = None) -> None:
    faults = {}
    if person.role not in ROLES:
        faults["role"] = "役割を選んでください"
    if person.role is Role.MUNICIPALITY and person.municipality not in office.profile.municipalities:
        faults["municipality"] = "市町を選んでください"
    if person.role is not Role.MUNICIPALITY and person.municipality:
        faults["municipality"] = "市町は、市町担当者のときだけ選んでください"
    if not office.profile.staff.welcomes(person.email):
        faults["email"] = f"使えるのは {'、'.join(office.profile.staff.mail_domains)} のアドレスです"
    elif _taken(office, person.email, of):
        faults["email"] = "このアドレスは、ほかの方が使っています"
    if faults:
        raise InvalidContent(faults)


def _taken(office: Office, email: str, of: User | None) -> bool:
    try:
        return office.doors.user_by_email(email).id != (of.id if of else "")
    except NotFound:
        return False
