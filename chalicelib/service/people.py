"""Whoever may sign in: registered users, and experts, whose own record is their registration."""

from contextlib import suppress

from chalicelib.domain.errors import NotFound
from chalicelib.domain.expert import Expert
from chalicelib.domain.identity import Role, User
from chalicelib.service.office import Office

# Nobody has this id.
NOBODY = "u"


def person(office: Office, user_id: str) -> User:
    """The user, or the expert as a user, of this id; NotFound."""
    try:
        return office.doors.user(user_id)
    except NotFound:
        return as_user(office.experts.expert(user_id))


def as_they_stand(office: Office, user: User) -> User:
    """Somebody known as a user, as they are now; NotFound."""
    return as_user(office.experts.expert(user.id)) if user.role is Role.EXPERT else office.doors.user(user.id)


def person_by_email(office: Office, address: str) -> User:
    """The user of a folded address, else the expert it is registered for; NotFound.

    The same is asked whoever asks, so that the time it takes does not tell known addresses from unknown ones.
    """
    experts = [expert for expert in office.experts.experts() if expert.email.casefold() == address]
    try:
        return office.doors.user_by_email(address)
    except NotFound:
        with suppress(NotFound):
            office.doors.user(NOBODY)
        if not experts:
            raise
        return as_user(experts[0])


def as_user(expert: Expert) -> User:
    """An expert at the door: the id is the expert's, so that what they do bears it."""
    return User(expert.id, expert.email, expert.name, Role.EXPERT)
