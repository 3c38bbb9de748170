"""The secretariat keeps the list of experts: registers one, and changes how many half-days they have."""

from collections.abc import Mapping
from dataclasses import replace

from chalicelib.domain.audit import GENESIS, AuditEvent
from chalicelib.domain.errors import InvalidContent, UnknownCode
from chalicelib.domain.expert import Expert, MonthBook
from chalicelib.domain.identity import Actor
from chalicelib.service.office import Office, settled


@settled
def register_expert(office: Office, actor: Actor, expert: Expert) -> Expert:
    """Add an expert; `expert` comes without id, version and head."""
    _check(office, expert)
    expert = replace(expert, id=expert.id or office.identifier("e"), version=0, head=GENESIS)
    return _save(office, actor, expert, "expert:registered")


@settled
def set_capacity(office: Office, actor: Actor, expert_id: str, *, months: Mapping[str, int]) -> Expert:
    """Set the half-days of some months; InvalidContent when fewer than are promised already."""
    expert = office.experts.expert(expert_id)
    books = dict(expert.months)
    for month, capacity in months.items():
        booked = books[month].booked if month in books else 0
        if capacity < booked:
            raise InvalidContent({"months": f"{month}はすでに半日{booked}回の約束があります"})
        books[month] = MonthBook(capacity, booked)
    return _save(office, actor, replace(expert, months=books), "expert:capacity-set")


def _save(office: Office, actor: Actor, expert: Expert, what: str) -> Expert:
    event = AuditEvent(
        record=expert.id,
        sequence=expert.version + 1,
        what=what,
        who=actor.id,
        role=actor.role.value,
        way=actor.way,
        at=office.now(),
        why="",
        facts={month: str(book.capacity) for month, book in sorted(expert.months.items())},
        previous=expert.head,
    ).sealed()
    expert = replace(expert, version=event.sequence, head=event.digest)
    office.experts.save(expert, event)
    return expert


def _check(office: Office, expert: Expert) -> None:
    profile = office.profile
    profile.municipality(expert.base)
    for code in expert.areas - profile.places.keys():
        profile.municipality(code)
    for code in expert.levels:
        if code not in profile.fields:
            raise UnknownCode("field", code)
    for code in expert.skills:
        if code not in profile.skills:
            raise UnknownCode("skill", code)
