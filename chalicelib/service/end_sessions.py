"""Sessions are ended: by the person whose they are, or by the secretariat when a person is to be signed out."""

from dataclasses import replace

from chalicelib.domain.case import Deed
from chalicelib.domain.identity import Actor, Session, User
from chalicelib.domain.user import changed
from chalicelib.service.office import Office, settled


def end_own(office: Office, session: Session, session_digest: str) -> None:
    """End one of one's own; nothing happens when it is nobody's, or somebody else's."""
    if session_digest in {own.digest for own in office.doors.sessions_of(session.user.id, office.now())}:
        office.doors.end_session(session_digest)


def end_others(office: Office, session: Session) -> None:
    """End all of one's own but this one."""
    for other in office.doors.sessions_of(session.user.id, office.now()):
        if other.digest != session.digest:
            office.doors.end_session(other.digest)


@settled
def sign_out_user(office: Office, actor: Actor, user_id: str) -> User:
    """End every session of a user, also one that no list shows yet."""
    user = office.doors.user(user_id)
    after = replace(user, signed_out_at=office.now())
    change = changed(user, after, Deed(actor, "user:signed-out", office.now()))
    end_all(office, user_id)
    office.doors.commit_user(change)
    return change.user


def end_all(office: Office, user_id: str) -> None:
    """Clear away the sessions that are about to count no more."""
    for session in office.doors.sessions_of(user_id, office.now()):
        office.doors.end_session(session.digest)
