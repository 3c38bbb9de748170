"""Days as a Japanese town hall counts them: Japan time, fiscal years from April, working days to 17:15.

Instants are aware datetimes in UTC; months are written `2026-12`; effort is counted in half-days elsewhere.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

# Japan has kept UTC+9 all year since 1951, so no time-zone database is needed.
TOKYO = timezone(timedelta(hours=9), "JST")
OPENING_TIME, CLOSING_TIME = time(9), time(17, 15)
REIWA_BEGINS = date(2019, 5, 1)
HEISEI_BEGINS = date(1989, 1, 8)
WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Weekdays that are neither a national holiday nor between 29 December and 3 January (行政機関の休日)."""

    is_holiday: Callable[[date], bool]

    def includes(self, day: date) -> bool:
        """Whether town halls are open on this day."""
        year_end = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
        return day.weekday() < 5 and not year_end and not self.is_holiday(day)

    def on_or_after(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        return self.after(day - timedelta(days=1), 1)

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which itself never counts."""
        while count:
            day += timedelta(days=1)
            count -= self.includes(day)
        return day

    def before(self, day: date, count: int) -> date:
        """The `count`-th working day before `day`."""
        while count:
            day -= timedelta(days=1)
            count -= self.includes(day)
        return day

    def deadline(self, sent_at: datetime, days: int) -> datetime:
        """17:15 Japan time on the `days`-th working day after the day of sending, as UTC."""
        return closing(self.after(local_day(sent_at), days))

    def reminder(self, deadline: datetime) -> datetime:
        """9:00 Japan time on the working day before the deadline's, as UTC."""
        return opening(self.before(local_day(deadline), 1))


def opening(day: date) -> datetime:
    """The moment reminders go out on this day, as UTC."""
    return datetime.combine(day, OPENING_TIME, TOKYO).astimezone(UTC)


def closing(day: date) -> datetime:
    """The moment the offices close on this day, as UTC."""
    return datetime.combine(day, CLOSING_TIME, TOKYO).astimezone(UTC)


def local(moment: datetime) -> datetime:
    """The same moment on a Japanese clock."""
    return moment.astimezone(TOKYO)


def local_day(moment: datetime) -> date:
    """The day it is in Japan at this moment."""
    return local(moment).date()


def fiscal_year(day: date) -> int:
    """The year whose April begins the fiscal year of this day: 2027-03-31 lies in 2026."""
    return day.year - (day.month < 4)


def month_of(day: date) -> str:
    """The day's month, `2026-12`."""
    return f"{day.year:04d}-{day.month:02d}"


def first_day(month: str) -> date:
    """The first day of a month; ValueError when it is not written `2026-12`."""
    year, dash, number = month[:4], month[4:5], month[5:]
    if len(month) != 7 or dash != "-" or not (month.isascii() and year.isdigit() and number.isdigit()):
        raise ValueError(f"not a month: {month}")
    return date(int(year), int(number), 1)


def months_from(month: str, count: int) -> Iterator[str]:
    """`count` months in a row, beginning with `month`."""
    start = first_day(month)
    for ahead in range(count):
        year, index = divmod(start.year * 12 + start.month - 1 + ahead, 12)
        yield f"{year:04d}-{index + 1:02d}"


def fiscal_months(year: int) -> tuple[str, ...]:
    """The twelve months of a fiscal year, April first."""
    return tuple(months_from(f"{year:04d}-04", 12))


def era_year(day: date) -> str:
    """`令和8年`; the first year of an era is 元年."""
    name, begins = ("令和", REIWA_BEGINS) if day >= REIWA_BEGINS else ("平成", HEISEI_BEGINS)
    year = day.year - begins.year + 1
    return f"{name}{'元' if year == 1 else year}年"


def in_words(day: date) -> str:
    """`令和8年11月27日（金）`."""
    return f"{era_year(day)}{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def moment_in_words(moment: datetime) -> str:
    """`令和8年11月27日（金）17時15分`, on a Japanese clock."""
    there = local(moment)
    return f"{in_words(there.date())}{there.hour}時{there.minute:02d}分"


def month_in_words(month: str) -> str:
    """`令和8年12月`."""
    day = first_day(month)
    return f"{era_year(day)}{day.month}月"


def request_number(year: int, count: int) -> str:
    """`R08-0042`: the 42nd request of fiscal year Reiwa 8 (2026)."""
    return f"R{year - 2018:02d}-{count:04d}"


def round_number(year: int, count: int) -> str:
    """`R08-M003`: the third monthly round of fiscal year Reiwa 8 (2026)."""
    return f"R{year - 2018:02d}-M{count:03d}"
