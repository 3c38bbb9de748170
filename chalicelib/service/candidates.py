"""The engine's view of a request and of the experts: ids, fields, half-days and places, no names."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence

from chalicelib.domain.calendar import fiscal_months, fiscal_year, local_day
from chalicelib.domain.expert import Expert, Interest, InterestKind
from chalicelib.domain.request import Request
from chalicelib.service.office import Office
from matching import Candidate, FieldNeed, Need

TIES = {
    InterestKind.EMPLOYER: "勤務先",
    InterestKind.CLIENT: "取引先",
    InterestKind.SHAREHOLDING: "出資先",
    InterestKind.FAMILY: "親族の関係先",
    InterestKind.OTHER: "その他の関係",
}


def need_of(request: Request, *, months: Mapping[str, int], waived: frozenset[tuple[str, str]] = frozenset()) -> Need:
    """What the request needs; `months` may differ from what was asked when an expert made a counter-offer."""
    asked = request.asked
    fields = tuple(FieldNeed(field.code, field.level, field.weight, field.mandatory) for field in asked.fields)
    return Need(
        fields=fields,
        months=tuple(sorted(months.items())),
        mode=asked.mode.value,
        place=asked.place,
        unwanted=asked.unwanted,
        waived=waived,
    )


def candidates_for(
    office: Office, request: Request, experts: Sequence[Expert], *, months: Collection[str]
) -> list[Candidate]:
    """Every expert as a candidate for this request, known by what it asks for in these months and nothing beyond.

    What is not asked for decides nothing, and every receipt would carry it for every expert.
    """
    this_year = fiscal_months(fiscal_year(local_day(office.now())))
    fields = {field.code for field in request.asked.fields}
    return [_candidate(office, request, expert, this_year, fields, months) for expert in experts]


def _candidate(
    office: Office,
    request: Request,
    expert: Expert,
    this_year: Sequence[str],
    fields: Collection[str],
    months: Collection[str],
) -> Candidate:
    cap = office.profile.caps.expert_month
    books = {month: expert.months[month] for month in months if month in expert.months}
    return Candidate(
        id=expert.id,
        levels={code: level for code, level in expert.levels.items() if code in fields},
        free={month: book.free for month, book in books.items()},
        minutes=office.profile.minutes(expert.base, request.asked.place),
        base=expert.base,
        areas=expert.areas & {request.asked.place},
        online=expert.online,
        active_from=expert.active_from,
        active_to=expert.active_to,
        known=(expert.served or {}).get(request.lead, 0),
        conflicts=conflicts(expert, request),
        engaged=expert.engaged(this_year),
        cap_left={month: max(0, cap - book.booked) for month, book in books.items()},
    )


def conflicts(expert: Expert, request: Request) -> tuple[str, ...]:
    """Interests the expert has, while the work lasts, in a town that asks or a vendor the request names."""
    vendors = {_folded(vendor) for vendor in request.asked.vendors}
    return tuple(
        f"{interest.party}（{TIES[interest.kind]}）"
        for interest in expert.interests
        if _concerned(interest, request, vendors) and interest.during(request.asked.months)
    )


def _concerned(interest: Interest, request: Request, vendors: set[str]) -> bool:
    if interest.municipality:
        return interest.municipality in request.municipalities
    return _folded(interest.party) in vendors


def _folded(party: str) -> str:
    """The same company however its name was typed: width, case, spaces and its legal form do not matter."""
    text = unicodedata.normalize("NFKC", party).casefold()
    for form in ("株式会社", "(株)", "有限会社", "(有)", "合同会社"):
        text = text.replace(form, "")
    return "".join(text.split())
