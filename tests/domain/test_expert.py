"""Experts: months, ties and bookings."""

import pytest

from chalicelib.domain.expert import Booking, Interest, InterestKind, MonthBook
from tests.builders import UCHIKO, an_expert

WORK = ("2026-12", "2027-01")


@pytest.mark.parametrize(
    ("since", "until", "lasts"),
    [
        ("2020-04", None, True),
        ("2020-04", "2026-11", False),
        ("2020-04", "2026-12", True),
        ("2027-01", None, True),
        ("2027-02", None, False),
        ("2027-01", "2027-01", True),
    ],
)
def test_a_tie_counts_while_it_lasts(since: str, until: str | None, lasts: bool) -> None:
    """First and last month included; without an end it goes on."""
    assert Interest(InterestKind.CLIENT, "見本システム", since, until).during(WORK) is lasts


def test_a_tie_between_two_months_of_work_does_not_count() -> None:
    """Work in December and March is not touched by a tie in January."""
    assert not Interest(InterestKind.EMPLOYER, "見本", "2027-01", "2027-02").during(("2026-12", "2027-03"))


def test_free_half_days_are_what_is_not_booked() -> None:
    """Never below zero, even if more was promised than there is."""
    assert MonthBook(8, 3).free == 5
    assert MonthBook(2, 3).free == 0


def test_engagement_counts_the_months_asked_for() -> None:
    """Months the expert does not know count nothing."""
    expert = an_expert(months={"2026-12": MonthBook(8, 3), "2027-04": MonthBook(8, 5)})

    assert expert.engaged(("2026-12", "2027-01")) == 3


def test_a_reversed_booking_gives_all_of_it_back() -> None:
    """Half-days and the count of assignments."""
    booking = Booking("e01", UCHIKO, {"2026-12": 4, "2027-01": 2})

    assert booking.reversed() == Booking("e01", UCHIKO, {"2026-12": -4, "2027-01": -2}, -1)
    assert booking.reversed().reversed() == booking
