"""Deadlines, numbers and caps where calendars are awkward: nights, holidays, New Year, leap day, April, other zones."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib.domain.calendar import TOKYO, closing, opening
from chalicelib.domain.errors import AnswerTooLate, CapExceeded, InvalidContent
from chalicelib.domain.expert import MonthBook
from chalicelib.domain.offer import Offer
from chalicelib.domain.profile import Caps
from chalicelib.domain.request import Request
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.chase_reports import chase_reports
from chalicelib.service.complete_support import complete_support
from chalicelib.service.keep_deadlines import keep_deadlines
from chalicelib.service.office import Office
from chalicelib.service.open_offer import open_by_token
from tests.builders import CLERK, a_request, an_expert, clock, engage, mails, memory_office
from tests.service.journeys import last_token, offered, opened_by_link, send_all, states, telling

ALL_MONTHS = {f"{year}-{month:02d}": MonthBook(62) for year in (2026, 2027, 2028) for month in range(1, 13)}


def japan(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment on a Japanese clock, as UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=TOKYO).astimezone(UTC)


def an_office(now: datetime) -> Office:
    """An office at this moment, with two experts who have much time."""
    office = memory_office(now=now)
    engage(office, *(an_expert(name, months=ALL_MONTHS, active_from="2026-01") for name in ("見本 一郎", "見本 二郎")))
    return office


def sent(office: Office) -> Offer:
    """An offer whose mail has just left."""
    request = a_request(office, months={f"{office.now().astimezone(TOKYO):%Y-%m}": 1})
    return office.cases.case(opened_by_link(office, request, "e01").case.request.id).offers[0]


@pytest.mark.parametrize(
    ("leaves", "deadline", "reminder"),
    [
        (japan(2026, 11, 24, 23, 59), date(2026, 11, 27), date(2026, 11, 26)),
        (japan(2026, 11, 25, 0, 0), date(2026, 11, 30), date(2026, 11, 27)),
        (japan(2026, 11, 27, 17, 14), date(2026, 12, 2), date(2026, 12, 1)),
        (japan(2026, 11, 27, 17, 16), date(2026, 12, 2), date(2026, 12, 1)),
        (japan(2026, 11, 28, 3, 0), date(2026, 12, 2), date(2026, 12, 1)),
        (japan(2026, 12, 25), date(2027, 1, 5), date(2027, 1, 4)),
        (japan(2026, 12, 28), date(2027, 1, 6), date(2027, 1, 5)),
        (japan(2026, 12, 31), date(2027, 1, 6), date(2027, 1, 5)),
        (japan(2027, 3, 18), date(2027, 3, 24), date(2027, 3, 23)),
        (japan(2027, 4, 28), date(2027, 5, 7), date(2027, 5, 6)),
        (japan(2028, 2, 25), date(2028, 3, 1), date(2028, 2, 29)),
        (japan(2027, 3, 30), date(2027, 4, 2), date(2027, 4, 1)),
    ],
    ids=[
        "late at night",
        "after midnight",
        "just before closing",
        "just after closing",
        "on a Saturday",
        "before New Year",
        "on the last working day",
        "on New Year's Eve",
        "before a holiday and its substitute",
        "before Golden Week",
        "over leap day",
        "over the end of the fiscal year",
    ],
)
def test_three_working_days_from_the_moment_of_sending(leaves: datetime, deadline: date, reminder: date) -> None:
    """The day of sending never counts, whatever the hour; the reminder comes the working day before, at nine."""
    offer = sent(an_office(leaves))

    assert (offer.sent_at, offer.deadline, offer.due) == (leaves, closing(deadline), opening(reminder))


def test_the_clock_runs_from_the_sending_not_from_the_approval() -> None:
    """Approved on Friday, but the mail leaves on Tuesday: the deadline is Friday."""
    office = an_office(japan(2026, 11, 20))
    request = a_request(office, months={"2026-12": 1})
    offered(office, request, "e01")
    clock(office).moment = japan(2026, 11, 24)

    send_all(office)

    assert office.cases.case(request.id).offers[0].deadline == closing(date(2026, 11, 27))


@pytest.mark.parametrize(("late", "in_time"), [(timedelta(), True), (timedelta(microseconds=1), False)])
def test_a_quarter_past_five_is_in_time_and_not_a_moment_later(late: timedelta, in_time: bool) -> None:
    """For who answers as for the schedule."""
    office = an_office(japan(2026, 12, 28))
    offer = sent(office)
    opened = open_by_token(office, last_token(office))
    clock(office).moment = japan(2027, 1, 6, 17, 15) + late

    if in_time:
        keep_deadlines(office)
        assert accept_offer(office, opened).id == offer.id
    else:
        with pytest.raises(AnswerTooLate):
            accept_offer(office, opened)
        keep_deadlines(office)
        assert states(office, opened.case.request)[1][0] == ("e01", "expired")


def test_numbers_begin_anew_at_midnight_of_the_first_of_april() -> None:
    """In Japan, where it is still 31 March at 14:59 UTC."""
    office = an_office(japan(2027, 3, 31, 23, 59))
    numbers = [a_request(office, months={"2027-04": 1}).number for _ in range(2)]
    clock(office).move(minutes=1)

    numbers += [a_request(office, months={"2027-04": 1}).number for _ in range(2)]

    assert numbers == ["R08-0001", "R08-0002", "R09-0001", "R09-0002"]
    assert (office.cases.last_number(2026), office.cases.last_number(2027)) == (2, 2)


def test_a_towns_cap_counts_the_months_of_each_fiscal_year() -> None:
    """What fills the old year leaves the new one free, also for a request made in the old one."""
    plain = an_office(japan(2027, 3, 1))
    caps = Caps(expert_month=62, municipality_year=4, project=8)
    office = replace(plain, profile=replace(plain.profile, caps=caps))
    accept_offer(office, opened_by_link(office, a_request(office, months={"2027-03": 4}), "e01"))

    with pytest.raises(CapExceeded):
        offered(office, a_request(office, months={"2027-03": 1, "2027-04": 1}), "e01")
    assert offered(office, a_request(office, months={"2027-04": 4}), "e01").state == "approved"


@pytest.mark.parametrize(
    ("last_session", "due"),
    [
        (date(2026, 12, 22), date(2027, 1, 4)),
        (date(2026, 12, 21), date(2026, 12, 28)),
        (date(2027, 3, 24), date(2027, 3, 31)),
        (date(2027, 3, 25), date(2027, 4, 1)),
        (date(2027, 3, 14), date(2027, 3, 23)),
        (date(2028, 2, 22), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 3, 7)),
    ],
)
def test_a_report_is_due_on_a_working_day_and_asked_for_that_morning(last_session: date, due: date) -> None:
    """After New Year, on the last and first day of a fiscal year, after a holiday in lieu, on leap day and from it."""
    begin = datetime(last_session.year, last_session.month, 1, 3, tzinfo=UTC)
    office = an_office(begin)
    request = a_request(office, months={f"{last_session:%Y-%m}": 1})
    accept_offer(office, opened_by_link(office, request, "e01"))
    clock(office).moment = opening(last_session)
    completed = complete_support(office, CLERK, request.id, last_session=last_session)

    for moment, notices in ((opening(due) - timedelta(seconds=1), set()), (opening(due), {"report_reminder"})):
        clock(office).moment = moment
        with telling(office, request.id) as told:
            chase_reports(office)
        assert {notice for notice, _ in told} == notices
    assert completed.report_due == due


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Lets a test move this machine to other zones, and home again."""
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


def told_in(zone: str, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Every mail of an offer that nobody answers, on a machine in this zone, while its clocks change."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    office = an_office(japan(2027, 3, 12, 23, 30))
    sent(office)
    for _ in range(10 * 24):
        clock(office).move(hours=1)
        keep_deadlines(office)
        send_all(office)
    return [(wording.subject, written(wording.text)) for _, wording, _ in mails(office)]


def written(text: str) -> str:
    """A mail without what is minted anew each time."""
    return "\n".join(line for line in text.splitlines() if "http" not in line and "コード" not in line)


def test_where_the_machine_stands_changes_nothing(elsewhere: pytest.MonkeyPatch) -> None:
    """Summer time begins in New York on 14 March 2027; deadlines, reminders and every word are the same."""
    at_home = told_in("Asia/Tokyo", elsewhere)

    assert any("令和9年3月17日（水）17時15分" in text for _, text in at_home)
    assert told_in("UTC", elsewhere) == told_in("America/New_York", elsewhere) == at_home


def test_a_request_of_march_may_ask_for_april(elsewhere: pytest.MonkeyPatch) -> None:
    """On the last evening of the fiscal year; March is refused a minute later, wherever the machine stands."""
    elsewhere.setenv("TZ", "America/New_York")
    time.tzset()
    office = an_office(japan(2027, 3, 31, 23, 59))
    made: Request = a_request(office, months={"2027-03": 1, "2027-04": 1})
    clock(office).move(minutes=1)

    assert made.number == "R08-0001"
    with pytest.raises(InvalidContent, match="過ぎた月"):
        a_request(office, months={"2027-03": 1})
