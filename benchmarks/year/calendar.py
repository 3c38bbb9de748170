"""What happens by the calendar: requests come in, mornings and months pass, the schedule ticks."""

from datetime import datetime, time
from functools import partial

from benchmarks.year import experts, secretariat, town
from benchmarks.year.season import at, every_day, months_of, submissions, working_days
from benchmarks.year.year import Year
from chalicelib.domain.calendar import first_day
from chalicelib.web.hooks import DUTIES

# In life every minute. Reminders fall due at 9:00 and deadlines at 17:15; in between lie letters to be tried again.
TICKS = (time(0, 5), time(9, 1), time(10), time(12), time(15), time(17, 20), time(20))


def write_down(year: Year, first_month: str) -> datetime:
    """Put the whole year on the agenda; when it ends."""
    months = months_of(first_month, year.scale.months + 1)
    end = at(first_day(months.pop()), time())
    _requests(year, months)
    for month in months:
        days = working_days(year.office.working_days, month)
        for day in days:
            year.agenda.at(at(day, time(9, 30)), partial(secretariat.morning, year))
        year.agenda.at(at(days[0], time(8, 45)), partial(experts.change_capacities, year))
        year.agenda.at(at(days[min(7, len(days) - 1)], time(13, 30)), partial(secretariat.monthly, year))
        _ticks(year, month)
    return end


def keep_time(year: Year) -> None:
    """What the schedule does, all but its counting for an alarm."""
    for name, duty in DUTIES.items():
        if name != "stuck":
            duty(year.office)


def _requests(year: Year, months: list[str]) -> None:
    moments = sorted(submissions(year.chance, year.office.working_days, months, year.scale.requests))
    towns = year.scale.some_towns(year.chance, len(moments))
    for moment, code in zip(moments, towns, strict=True):
        year.agenda.at(moment, year.trying(partial(town.ask, year, code)))


def _ticks(year: Year, month: str) -> None:
    for day in every_day(month):
        for clock in TICKS:
            year.agenda.at(at(day, clock), partial(keep_time, year))
