"""A report and evaluation (実施報告・評価), when it is due, and when somebody is asked for what is missing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from chalicelib.domain.calendar import WorkingDays, first_day, months_from, opening

# The national adviser scheme asks for its report within a week, too.
WEEK = timedelta(days=7)
# On the day the report is due and three times more; then the secretariat is told.
REMINDERS = 4


class FollowUp(StrEnum):
    """Whether more is wished for in the next fiscal year."""

    WANTED = "wanted"
    UNDECIDED = "undecided"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a municipality says of its support: `rating` 1 to 5, with its `opinion` in words.

    `summary` is what may be published; it is empty when nothing may.
    """

    achieved: str
    rating: int
    opinion: str
    summary: str
    follow_up: FollowUp


@dataclass(frozen=True, slots=True)
class Report:
    """An outcome on record; a request has one, and is closed with it."""

    request_id: str
    outcome: Outcome
    reported_at: datetime
    reported_by: str
    role: str

    @property
    def id(self) -> str:
        """That of its request, which has no other."""
        return self.request_id


def report_due(days: WorkingDays, *, last_session: date, told: date) -> date:
    """A week after the last session, but not before the day after the support was said to be over; a working day."""
    return days.on_or_after(max(last_session + WEEK, told + timedelta(days=1)))


def report_chase(days: WorkingDays, due: date, weeks: int) -> datetime:
    """When a report is asked for the `weeks`-th time after the day it was due: the morning of a working day, as UTC."""
    return opening(days.on_or_after(due + weeks * WEEK))


def report_chases(days: WorkingDays, due: date, now: datetime) -> int:
    """How many times a report should have been asked for by now; beyond REMINDERS, the secretariat is told."""
    return sum(report_chase(days, due, weeks) <= now for weeks in range(REMINDERS + 1))


def sessions_chase(days: WorkingDays, last_month: str) -> datetime:
    """When missing sessions are asked for: the morning of the first working day after the last month, as UTC."""
    _, following = months_from(last_month, 2)
    return opening(days.on_or_after(first_day(following)))
