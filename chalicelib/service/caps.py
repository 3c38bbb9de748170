"""The profile's caps on half-days, beyond which an offer needs a reason."""

from collections.abc import Mapping, Sequence

from chalicelib.domain.calendar import first_day, fiscal_months, fiscal_year
from chalicelib.domain.case import Case
from chalicelib.domain.errors import CapExceeded
from chalicelib.service.office import Office


def require_caps(office: Office, case: Case, months: Mapping[str, int]) -> None:
    """CapExceeded when the project's or a municipality's half-days of a year would pass the profile's cap."""
    caps = office.profile.caps
    taken = case.in_state("approved", "sent", "accepted", "done")
    project = sum(offer.half_days for offer in taken) + sum(months.values())
    if project > caps.project:
        raise CapExceeded("project", limit=caps.project, wanted=project)
    promised = [months, *(offer.months for offer in case.live_offers)]
    for code in case.request.municipalities:
        assignments = office.cases.assignments(code, limit=200).rows
        engaged = [assignment.months for assignment in assignments if assignment.state != "cancelled"]
        for wanted in _by_year([*promised, *engaged], during=months):
            if wanted > caps.municipality_year:
                raise CapExceeded("municipality_year", limit=caps.municipality_year, wanted=wanted)


def _by_year(effort: Sequence[Mapping[str, int]], *, during: Mapping[str, int]) -> list[int]:
    """All half-days of each fiscal year that the months of `during` touch."""
    years = {fiscal_year(first_day(month)) for month in during}
    return [sum(months.get(month, 0) for months in effort for month in fiscal_months(year)) for year in years]
