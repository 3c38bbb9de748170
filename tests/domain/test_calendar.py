"""Days as a Japanese town hall counts them."""

from datetime import UTC, date, datetime

import jpholiday
import pytest

from chalicelib.domain.calendar import (
    WorkingDays,
    closing,
    era_year,
    first_day,
    fiscal_months,
    fiscal_year,
    in_words,
    local_day,
    moment_in_words,
    month_in_words,
    month_of,
    months_from,
    request_number,
)

OFFICES = WorkingDays(jpholiday.is_holiday)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment in UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 11, 28), "a Saturday"),
        (date(2026, 11, 29), "a Sunday"),
        (date(2026, 11, 23), "Labour Thanksgiving"),
        (date(2026, 12, 29), "the year's end"),
        (date(2026, 12, 31), "the year's end"),
        (date(2027, 1, 1), "New Year's Day"),
        (date(2028, 1, 3), "a Monday, but still New Year"),
        (date(2027, 3, 22), "the substitute for a holiday on a Sunday"),
        (date(2026, 5, 6), "the substitute after Golden Week"),
        (date(2026, 9, 22), "a day between two holidays"),
    ],
)
def test_town_halls_are_closed(day: date, reason: str) -> None:
    """Weekends, holidays with their substitutes, and 29 December to 3 January."""
    assert not OFFICES.includes(day), reason


@pytest.mark.parametrize(
    "day", [date(2026, 12, 28), date(2027, 1, 4), date(2026, 11, 24), date(2028, 2, 29), date(2027, 3, 31)]
)
def test_town_halls_are_open(day: date) -> None:
    """The last and first days of work, the day after a holiday, leap day, the end of the fiscal year."""
    assert OFFICES.includes(day)


def test_three_working_days_over_a_weekend_and_a_holiday() -> None:
    """From Thursday 19 November, with a holiday on Monday, the third working day is Wednesday 25."""
    assert OFFICES.after(date(2026, 11, 19), 3) == date(2026, 11, 25)


def test_working_days_jump_over_the_new_year() -> None:
    """From Friday 25 December: Monday 28, then Monday 4 January, then Tuesday 5."""
    assert [OFFICES.after(date(2026, 12, 25), count) for count in (1, 2, 3)] == [
        date(2026, 12, 28),
        date(2027, 1, 4),
        date(2027, 1, 5),
    ]
    assert OFFICES.before(date(2027, 1, 5), 2) == date(2026, 12, 28)


def test_a_deadline_is_closing_time_in_japan() -> None:
    """Three working days from Tuesday 24 November end on Friday at 17:15, which is 8:15 UTC."""
    assert OFFICES.deadline(at(date(2026, 11, 24), 1), 3) == at(date(2026, 11, 27), 8, 15)


def test_the_day_of_sending_is_japans() -> None:
    """20:00 UTC on Tuesday is already Wednesday in Japan, so the deadline is a day later."""
    assert OFFICES.deadline(at(date(2026, 11, 24), 20), 3) == at(date(2026, 11, 30), 8, 15)


def test_a_mail_sent_on_a_holiday_counts_from_the_next_working_day() -> None:
    """Sent on Saturday or on Friday night, the first working day is the same Tuesday after the holiday."""
    friday, saturday = at(date(2026, 11, 20), 12), at(date(2026, 11, 21), 3)

    assert OFFICES.deadline(friday, 1) == OFFICES.deadline(saturday, 1) == at(date(2026, 11, 24), 8, 15)


def test_the_reminder_comes_in_the_morning_of_the_working_day_before() -> None:
    """A deadline on Monday 4 January is reminded of on Monday 28 December, 9:00 in Japan."""
    assert OFFICES.reminder(closing(date(2027, 1, 4))) == at(date(2026, 12, 28), 0)


def test_the_fiscal_year_changes_between_march_and_april() -> None:
    """31 March 2027 lies in 2026, 1 April in 2027."""
    assert (fiscal_year(date(2027, 3, 31)), fiscal_year(date(2027, 4, 1))) == (2026, 2027)


def test_the_fiscal_year_changes_at_midnight_in_japan() -> None:
    """15:00 UTC on 31 March is the first moment of April there."""
    before, after = at(date(2027, 3, 31), 14, 59), at(date(2027, 3, 31), 15)

    assert (fiscal_year(local_day(before)), fiscal_year(local_day(after))) == (2026, 2027)


def test_a_fiscal_year_has_its_twelve_months_in_order() -> None:
    """April first, March last, over the turn of the year."""
    months = fiscal_months(2026)

    assert (months[0], months[8], months[9], months[11], len(months)) == (
        "2026-04",
        "2026-12",
        "2027-01",
        "2027-03",
        12,
    )


def test_months_follow_each_other_over_the_turn_of_the_year() -> None:
    """December is followed by January of the next year."""
    assert list(months_from("2026-11", 4)) == ["2026-11", "2026-12", "2027-01", "2027-02"]


@pytest.mark.parametrize(
    "text", ["2026-1", "2026-13", "2026-00", "26-12", "2026/12", "２０２６-１２", "2026-²1", "", "2026- 1"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    """Only `2026-12` and its like; nothing is guessed."""
    with pytest.raises(ValueError, match=r"month|match|remains"):
        first_day(text)


def test_a_month_and_its_first_day_belong_together() -> None:
    """Leap February too."""
    assert first_day("2028-02") == date(2028, 2, 1)
    assert month_of(date(2028, 2, 29)) == "2028-02"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2019, 4, 30), "平成31年"),
        (date(2019, 5, 1), "令和元年"),
        (date(2020, 1, 1), "令和2年"),
        (date(1989, 1, 8), "平成元年"),
        (date(2026, 11, 24), "令和8年"),
    ],
)
def test_years_are_named_by_their_era(day: date, words: str) -> None:
    """The first year of an era is 元年, and Reiwa begins on 1 May 2019."""
    assert era_year(day) == words


def test_dates_and_moments_are_said_as_an_office_says_them() -> None:
    """Era, weekday and closing time; the moment by Japan's clock."""
    assert in_words(date(2028, 2, 29)) == "令和10年2月29日（火）"
    assert moment_in_words(at(date(2026, 11, 27), 8, 15)) == "令和8年11月27日（金）17時15分"
    assert month_in_words("2026-12") == "令和8年12月"


def test_request_numbers_carry_the_fiscal_year_of_the_era() -> None:
    """Reiwa 8 is 2026; numbers beyond four digits stay whole."""
    assert request_number(2026, 42) == "R08-0042"
    assert request_number(2028, 12345) == "R10-12345"
