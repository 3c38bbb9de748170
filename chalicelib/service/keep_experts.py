"""The secretariat keeps the list of experts: registers one, and changes how many half-days they have."""

from collections.abc import Mapping
from dataclasses import replace

from chalicelib.domain.audit import GENESIS
from chalicelib.domain.calendar import month_in_words
from chalicelib.domain.errors import InvalidContent, UnknownCode
from chalicelib.domain.expert import Expert, MonthBook
from chalicelib.domain.identity import Actor
from chalicelib.service.expert_record import kept, record_for
from chalicelib.service.office import Office, settled


@settled
def register_expert(office: Office, actor: Actor, expert: Expert) -> Expert:
    """Add an expert; `expert` comes without id, version and head."""
    check_codes(office, expert)
    expert = replace(expert, id=expert.id or office.identifier("e"), version=0, head=GENESIS)
    return _save(office, actor, expert, "expert:registered")


@settled
def set_capacity(
    office: Office, actor: Actor, expert_id: str, *, months: Mapping[str, int], version: int | None = None
) -> Expert:
    """Set the half-days of some months; InvalidContent when fewer than are promised already.

    StaleVersion when the expert is no longer as the asker saw it; None asks for no check.
    """
    expert = record_for(office, actor, expert_id, version=version)
    promised = {month: expert.months[month].booked if month in expert.months else 0 for month in months}
    faults = {f"months-{month}": _fault(month, promised[month]) for month in months if months[month] < promised[month]}
    if faults:
        raise InvalidContent(faults)
    books = {**expert.months, **{month: MonthBook(count, promised[month]) for month, count in months.items()}}
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
    return kept(office, actor, expert, what, facts=capacity)


def _fault(month: str, booked: int) -> str:
    return f"{month_in_words(month)}は、すでに半日{booked}回の約束があります。{booked}以上にしてください"


def check_codes(office: Office, expert: Expert) -> None:
    """UnknownCode for a municipality, field or skill that the profile does not have."""
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
