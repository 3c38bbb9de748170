"""Everybody who may sign in, or no longer may, by town and role."""

from collections.abc import Iterable

from chalice.app import Response

from chalicelib.domain.identity import Role, User
from chalicelib.domain.profile import Profile
from chalicelib.service.keep_users import ROLES, this_year
from chalicelib.web import words
from chalicelib.web.serve import page
from chalicelib.web.users.blueprint import PATH, users
from chalicelib.web.visit import Visit

Groups = list[tuple[str, list[User]]]


def place_of(profile: Profile, user: User) -> str:
    """The town of municipal staff, the role of everybody else."""
    if user.municipality:
        return profile.municipality(user.municipality).name
    return words.ROLES[user.role]


def grouped(profile: Profile, people: Iterable[User]) -> Groups:
    """The prefecture's people by role first, then the towns in their order; nobody's group is left out."""
    by_place: dict[str, list[User]] = {words.ROLES[role]: [] for role in ROLES if role is not Role.MUNICIPALITY}
    by_place |= {town.name: [] for town in profile.municipalities.values()}
    for user in people:
        by_place.setdefault(place_of(profile, user), []).append(user)
    return [(place, found) for place, found in by_place.items() if found]


@page(users, PATH)
def list_users(visit: Visit) -> Response:
    office, people = visit.office, visit.office.doors.users()
    staff = [user for user in people if user.role in ROLES]
    late = sum(user.active and user.confirmed < this_year(office) for user in staff)
    return visit.page("users/list.html", groups=grouped(office.profile, staff), late=late, keeps=keeps(visit))


def keeps(visit: Visit) -> bool:
    """Whether the visitor may change anything here; the auditor reads."""
    return visit.session is not None and visit.session.user.role is Role.SECRETARIAT
