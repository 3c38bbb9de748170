"""When requests are submitted: by the rhythm of a fiscal year, on working days, in office hours."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from chalicelib.domain.calendar import TOKYO, WorkingDays, first_day, local, local_day, month_of, months_from

# From April: the new budget is there in spring; from September the next one is asked for; in March offices move.
RHYTHM = (6, 9, 11, 9, 7, 12, 13, 10, 7, 7, 6, 3)
OPENS, CLOSES = time(8, 30), time(17, 15)


def submissions(chance: random.Random, days: WorkingDays, months: list[str], count: int) -> Iterator[datetime]:
    """So many moments of these months, in no order."""
    weights = [RHYTHM[(int(month[5:]) - 4) % 12] for month in months]
    for month in chance.choices(months, weights, k=count):
        day = chance.choice(working_days(days, month))
        yield at(day, time(9), minutes=chance.randrange(8 * 60), seconds=chance.randrange(60))


def every_day(month: str) -> list[date]:
    """The month's days."""
    first, following = (first_day(each) for each in months_from(month, 2))
    return [first + timedelta(days=ahead) for ahead in range((following - first).days)]


def working_days(days: WorkingDays, month: str) -> list[date]:
    """Those of them on which town halls are open."""
    return [day for day in every_day(month) if days.includes(day)]


def at(day: date, clock: time, **later: int) -> datetime:
    """A moment of a day on Japanese clocks, as UTC."""
    return (datetime.combine(day, clock, TOKYO) + timedelta(**later)).astimezone(UTC)


def in_office_hours(days: WorkingDays, moment: datetime, chance: random.Random) -> datetime:
    """The moment itself while offices are open, else some minute of the next morning that they are."""
    day, clock = local_day(moment), local(moment).time()
    if days.includes(day) and OPENS <= clock < CLOSES:
        return moment
    following = days.after(day, 1) if clock >= CLOSES else days.on_or_after(day)
    return at(following, OPENS, minutes=chance.randrange(120), seconds=chance.randrange(60))


def months_of(first: str, count: int) -> list[str]:
    """`count` months from the first on."""
    return list(months_from(first, count))


def month_at(moment: datetime) -> str:
    """The month it is in Japan."""
    return month_of(local_day(moment))
