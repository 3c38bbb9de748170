"""What a year came to, read from its cases."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median, quantiles

from benchmarks.year.year import Year
from chalicelib.domain.calendar import local_day, month_of
from chalicelib.domain.case import Case
from chalicelib.domain.offer import Offer

ANSWERED = ("accepted", "done", "declined", "countered", "expired", "cancelled")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`cases` are all that were submitted. Waits are in days from submission to the first offer's mail."""

    cases: Sequence[Case]
    offers: Sequence[Offer]
    waits: Sequence[float]
    used: int
    offered: int
    served: dict[str, float]

    @property
    def states(self) -> Counter[str]:
        """How many requests ended the year in each state."""
        return Counter(case.request.state for case in self.cases)

    @property
    def answers(self) -> Counter[str]:
        """How many offers that were sent were answered in which way; a cancelled one had been accepted."""
        return Counter(offer.state for offer in self.offers if offer.sent_at)

    @property
    def accepted(self) -> float:
        """The share of yes among all that were answered or expired."""
        told = self.answers
        yes = told["accepted"] + told["done"] + told["cancelled"]
        return yes / max(1, sum(told[state] for state in ANSWERED))

    @property
    def wait(self) -> tuple[float, float]:
        """The median and the ninth decile."""
        return median(self.waits), quantiles(self.waits, n=10)[8]


def outcome(year: Year, cases: Sequence[Case]) -> Outcome:
    """Look through all cases."""
    submitted = [case for case in cases if case.request.content]
    offers = [offer for case in submitted for offer in case.offers]
    used, offered = _half_days(year)
    waits = [wait for case in submitted if (wait := _wait(case)) is not None]
    return Outcome(submitted, offers, waits, used, offered, _served(submitted))


def _wait(case: Case) -> float | None:
    sent = [offer.sent_at for offer in case.offers if offer.sent_at]
    asked = case.request.submitted_at
    return (min(sent) - asked).total_seconds() / 86_400 if sent and asked else None


def _half_days(year: Year) -> tuple[int, int]:
    """Half-days promised and offered in the months that were lived."""
    lived = _months(year.office.now())
    books = [book for expert in year.office.experts.experts() for month, book in expert.months.items() if month < lived]
    return sum(book.booked for book in books), sum(book.capacity for book in books)


def _months(now: datetime) -> str:
    return month_of(local_day(now))


def _served(cases: Sequence[Case]) -> dict[str, float]:
    """By municipality, the share of its wishes for an expert that were granted; what was settled in words is none."""
    wished: Counter[str] = Counter()
    granted: Counter[str] = Counter()
    for case in cases:
        if case.request.state in ("engaged", "completed", "closed", "waiting", "cancelled"):
            wished.update(case.request.municipalities)
            if case.in_state("accepted", "done"):
                granted.update(case.request.municipalities)
    return {town: granted[town] / count for town, count in wished.items()}
