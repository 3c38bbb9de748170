"""Half-days by month as somebody asks or offers them."""

from collections.abc import Mapping

from chalicelib.domain.calendar import first_day, local_day, month_of
from chalicelib.domain.errors import InvalidContent
from chalicelib.service.office import Office

# Every day of the longest month, morning and afternoon.
HALF_DAYS_A_MONTH = 62


def require_months(office: Office, months: Mapping[str, int]) -> None:
    """InvalidContent unless months are asked, all to come, each with as many half-days as a month can have."""
    this_month = month_of(local_day(office.now()))
    if not months:
        raise InvalidContent({"months": "月と半日の回数を入力してください"})
    if not all(_is_month(month) for month in months):
        raise InvalidContent({"months": "月は「2026-12」のように指定してください"})
    if min(months) < this_month:
        raise InvalidContent({"months": "過ぎた月は指定できません"})
    if not all(1 <= half_days <= HALF_DAYS_A_MONTH for half_days in months.values()):
        raise InvalidContent({"months": f"半日の回数は、ひと月に1回から{HALF_DAYS_A_MONTH}回までです"})


def _is_month(month: str) -> bool:
    try:
        return bool(first_day(month))
    except ValueError:
        return False
