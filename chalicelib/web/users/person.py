"""What is typed about a person, read and checked."""

from collections.abc import Callable, Mapping, Sequence

from pydantic_core import PydanticCustomError

from chalicelib.domain.errors import InvalidContent
from chalicelib.domain.identity import Role, User
from chalicelib.domain.profile import Profile
from chalicelib.service.keep_users import ROLES, Person
from chalicelib.web import words
from chalicelib.web.forms.contact import email, telephone
from chalicelib.web.forms.texts import line
from chalicelib.web.typed import Typed

CHECKS: Mapping[str, Callable[[str], str]] = {
    "name": line("氏名"),
    "email": email,
    "department": line("所属"),
    "telephone": telephone,
}
KNOWN_ROLES = {role.value: role for role in ROLES}


def person_typed(typed: Typed) -> Person:
    """The person; InvalidContent with a sentence for each field at fault."""
    values, faults = {}, {}
    for name, check in CHECKS.items():
        try:
            values[name] = check(typed.value(name))
        except PydanticCustomError as wrong:
            faults[name] = wrong.message()
    role = KNOWN_ROLES.get(typed.value("role"))
    if role is None:
        faults["role"] = "役割を選んでください"
    if faults or role is None:
        raise InvalidContent(faults)
    return Person(role=role, municipality=typed.value("municipality"), **values)


def typed_of(user: User) -> Typed:
    """A form that says what is known of somebody."""
    known = {name: (getattr(user, name),) for name in CHECKS}
    return Typed({**known, "role": (user.role.value,), "municipality": (user.municipality or "",)})


def choices(profile: Profile) -> dict[str, Sequence[tuple[str, str]]]:
    """What the form offers to choose from."""
    return {
        "roles": [(role.value, words.ROLES[role]) for role in (Role.MUNICIPALITY, *ROLES[1:])],
        "towns": [(town.code, town.name) for town in profile.municipalities.values()],
    }
