"""A year in a time-lapse, in small: two months of three towns, in memory."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from benchmarks.year.opening import opened
from benchmarks.year.outcome import outcome
from benchmarks.year.proof import broken_promises
from benchmarks.year.scale import Scale, ehime
from benchmarks.year.year import Year
from chalicelib.adapters.memory import Drawers
from chalicelib.domain.audit import AuditEvent
from tests.builders import OZU, UCHIKO
from tests.builders import ehime as prefecture
from tests.invariants import listed_cases

TOWNS = (UCHIKO, OZU, "384011")


def small() -> Scale:
    """Three towns, three experts, thirty requests."""
    towns = {code: prefecture().municipalities[code] for code in TOWNS}
    profile = replace(prefecture(), municipalities=towns)
    return replace(ehime(), profile=profile, requests=30, experts=3, capacity=(6, 8), months=2)


def lived(seed: int = 1) -> Year:
    """Two months of it."""
    year, end = opened(small(), seed=seed)
    year.run(end)
    return year


def drawers(year: Year) -> Drawers:
    """Where the memory keeps everything, to spoil it."""
    cases: Any = year.office.cases
    found: Drawers = cases.drawers
    return found


def told(year: Year) -> dict[str, list[AuditEvent]]:
    """Every event but those of rounds."""
    rounds = {row.id for row in year.office.rounds.rows().rows}
    return {record: events for record, events in drawers(year).events.items() if record not in rounds}


@pytest.fixture(scope="module")
def year() -> Year:
    """Lived once, and looked at by many."""
    return lived()


def test_everything_happens_and_every_promise_holds(year: Year) -> None:
    """Requests are answered, offered, engaged, planned in rounds; letters leave, and nothing is in doubt at the end."""
    cases = listed_cases(year.office)
    came = outcome(year, cases)

    assert list(broken_promises(year, cases)) == []
    assert len(came.cases) >= 25
    assert {"engaged", "answered"} <= set(came.states)
    assert came.answers["accepted"] + came.answers["done"] >= 5
    assert came.used <= came.offered
    assert [row.state for row in year.office.rounds.rows().rows].count("closed") >= 1


def test_a_year_told_again_is_the_same_year(year: Year) -> None:
    """The same seed brings the same events and letters, another one others; a plan also says how long it took."""
    again, other = lived(), lived(seed=2)

    assert told(again) == told(year) != told(other)
    assert [to for to, _, _ in again.mailbox.sent] == [to for to, _, _ in year.mailbox.sent]


def _doubled_half_day(kept: Drawers, year: Year) -> None:
    expert = next(each for each in kept.experts.values() if any(book.booked for book in each.months.values()))
    month, book = next((month, book) for month, book in expert.months.items() if book.booked)
    kept.experts[expert.id] = replace(expert, months={**expert.months, month: replace(book, booked=book.booked - 1)})


def _lost_event(kept: Drawers, year: Year) -> None:
    del next(events for events in kept.events.values() if len(events) > 3)[1]


def _lost_letter(kept: Drawers, year: Year) -> None:
    letter = next(letter for letter in kept.letters.values() if letter.notice == "request_received")
    del kept.letters[letter.about, letter.id]


def _lost_mail(kept: Drawers, year: Year) -> None:
    year.mailbox.sent.pop()


def _lost_number(kept: Drawers, year: Year) -> None:
    request = min((request for request in kept.requests.values() if request.number), key=lambda each: str(each.number))
    kept.requests[request.id] = replace(request, number="R08-0999")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_doubled_half_day, "What is booked is what assignments say"),
        (_lost_event, "head and chain agree"),
        (_lost_letter, "request_received is missing"),
        (_lost_mail, "never left"),
        (_lost_number, "The numbers of a fiscal year"),
    ],
)
def test_a_broken_promise_is_found(spoil: Callable[[Drawers, Year], None], said: str) -> None:
    """Whatever is spoiled at the end of a year is named."""
    year = lived()
    spoil(drawers(year), year)

    broken = "\n".join(broken_promises(year, listed_cases(year.office)))

    assert said in broken
