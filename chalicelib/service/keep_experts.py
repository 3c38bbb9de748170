"""The secretariat keeps the list of experts: registers one, and changes how many half-days they have."""

from collections.abc import Mapping
from dataclasses import replace

from chalicelib.domain.audit import GENESIS
from chalicelib.domain.case import Deed, event_after
from chalicelib.domain.errors import InvalidContent, StaleVersion, UnknownCode
from chalicelib.domain.expert import Expert, MonthBook
from chalicelib.domain.identity import Actor
from chalicelib.domain.seal import seals
from chalicelib.service.office import Office, settled


@settled
def register_expert(office: Office, actor: Actor, expert: Expert) -> Expert:
    """Add an expert; `expert` comes without id, version and head."""
    _check(office, expert)
    expert = replace(expert, id=expert.id or office.identifier("e"), version=0, head=GENESIS)
    return _save(office, actor, expert, "expert:registered")


@settled
def set_capacity(
    office: Office, actor: Actor, expert_id: str, *, months: Mapping[str, int], version: int | None = None
) -> Expert:
    """Set the half-days of some months; InvalidContent when fewer than are promised already.

    StaleVersion when the expert is no longer as the asker saw it; None asks for no check.
    """
    expert = office.experts.expert(expert_id)
    if version not in (None, expert.version):
        raise StaleVersion(expert_id)
    books = dict(expert.months)
    for month, capacity in months.items():
        booked = books[month].booked if month in books else 0
        if capacity < booked:
            raise InvalidContent({"months": f"{month}はすでに半日{booked}回の約束があります"})
        books[month] = MonthBook(capacity, booked)
    if books == expert.months:
        return expert
    return _save(office, actor, replace(expert, months=books), "expert:capacity-set")


@settled
def correct_address(office: Office, actor: Actor, expert_id: str, *, email: str) -> Expert:
    """Give an expert another address for mail."""
    expert = office.experts.expert(expert_id)
    return _save(office, actor, replace(expert, email=email), "expert:address-corrected")


def _save(office: Office, actor: Actor, expert: Expert, what: str) -> Expert:
    capacity = {month: str(book.capacity) for month, book in sorted(expert.months.items())}
    deed = Deed(actor, what, office.now(), facts=capacity)
    after = replace(expert, version=expert.version + 1)
    event = event_after(expert, deed, wrote=seals(after))
    after = replace(after, head=event.digest)
    office.experts.save(after, event)
    return after


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
