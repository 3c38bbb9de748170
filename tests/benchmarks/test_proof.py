"""What is missing after load or kill -9, or there twice, is noticed."""

from typing import Any

import pytest

from benchmarks.traffic.ledger import Ledger
from benchmarks.traffic.proof import broken_promises, losses
from chalicelib.domain.request import Request
from chalicelib.service.office import Office
from chalicelib.service.save_draft import open_draft, save_draft
from chalicelib.service.take_request import take_request
from tests.builders import CLERK, SECRETARIAT, a_request, an_expert, engage, memory_office
from tests.service.journeys import engaged


@pytest.fixture
def office() -> Office:
    """Nobody has asked for anything."""
    return memory_office()


@pytest.fixture
def ledger() -> Ledger:
    """Nothing was told yet."""
    return Ledger()


def told(office: Office, ledger: Ledger) -> Request:
    """A request that was filed and taken into review, and acknowledged both times."""
    request = a_request(office, title=ledger.title())
    ledger.numbers[request.id], ledger.filed[request.title] = str(request.number), request.id
    ledger.note(request.id, "request:submitted")
    with ledger.deed(request.id, "request:taken") as said:
        take_request(office, SECRETARIAT, request.id)
        said.done = True
    return request


def test_what_is_there_as_it_was_told_is_no_loss(office: Office, ledger: Ledger) -> None:
    """Nor does it break a promise."""
    told(office, ledger)

    assert list(losses(office, ledger)) == []
    assert broken_promises(office) == (1, [])


def test_what_was_tried_and_never_told_may_be_there_or_not(office: Office, ledger: Ledger) -> None:
    """The service ended before it could answer."""
    done, undone = a_request(office), a_request(office)
    take_request(office, SECRETARIAT, done.id)
    for request in (done, undone):
        with ledger.deed(request.id, "request:taken"):
            pass
    draft = open_draft(office, CLERK, {})
    for title in ("一度", "二度"):
        with ledger.deed(draft.id, "request:saved"):
            save_draft(office, CLERK, draft.id, typed={"title": (title,)}, version=None)

    assert list(losses(office, ledger)) == []


def test_of_two_deeds_that_were_acknowledged_one_is_there(office: Office, ledger: Ledger) -> None:
    """The other is a loss."""
    draft = open_draft(office, CLERK, {})
    save_draft(office, CLERK, draft.id, typed={"title": ("一度",)}, version=None)
    for _ in range(2):
        with ledger.deed(draft.id, "request:saved") as said:
            said.done = True

    assert list(losses(office, ledger)) == [
        f"request:saved of {draft.id} was acknowledged 2 times and is there 1 times"
    ]


def test_what_was_filed_and_nothing_else_is_looked_for(office: Office, ledger: Ledger) -> None:
    """Nothing more was tried with the request before it was lost."""
    ledger.note("r1", "request:submitted")

    assert list(losses(office, ledger)) == ["request:submitted of r1 was acknowledged 1 times and is there 0 times"]


def test_a_number_that_stands_on_another_request_is_told(office: Office, ledger: Ledger) -> None:
    """It was given twice, or has been moved."""
    request, other = told(office, ledger), a_request(office)
    ledger.numbers[request.id] = str(other.number)

    assert list(losses(office, ledger)) == [f"{other.number} was given to another request than {request.id}"]


def test_a_request_that_was_told_and_is_gone_is_a_loss(ledger: Ledger) -> None:
    """By its number, by what was done with it, and by its title."""
    request = told(memory_office(), ledger)

    assert list(losses(memory_office(), ledger)) == [
        f"{request.number} is gone",
        f"request:submitted of {request.id} was acknowledged 1 times and is there 0 times",
        f"request:taken of {request.id} was acknowledged 1 times and is there 0 times",
        f"{request.title} was filed and is gone",
    ]


def test_what_is_there_more_often_than_it_was_tried_is_told(office: Office, ledger: Ledger) -> None:
    """A draft was saved once and is saved twice; a title was filed once and stands on two requests."""
    draft, request = open_draft(office, CLERK, {}), told(office, ledger)
    with ledger.deed(draft.id, "request:saved"):
        for title in ("一度", "二度"):
            save_draft(office, CLERK, draft.id, typed={"title": (title,)}, version=None)
    a_request(office, title=request.title)

    assert list(losses(office, ledger)) == [
        f"request:saved of {draft.id} was asked 1 times and is there 2 times",
        f"{request.title} is there 2 times",
    ]


def test_a_title_that_was_sent_and_never_answered_stands_once_at_most(office: Office, ledger: Ledger) -> None:
    """Of two that were sent the first is there twice."""
    first, second = ledger.title(), ledger.title()
    for title in (first, first, second):
        a_request(office, title=title)

    assert list(losses(office, ledger)) == [f"{first} is there 2 times"]


def test_each_promise_that_does_not_hold_is_named(office: Office) -> None:
    """An assignment is gone, and its half-days are booked."""
    engage(office, an_expert())
    engaged(office)
    cases: Any = office.cases
    cases.drawers.assignments.clear()

    count, broken = broken_promises(office)

    assert count == 1
    assert [promise.partition(",")[0] for promise in broken] == [
        "not so: What is booked is what assignments say that were not cancelled",
        "not so: The version counts the events",
        "not so: Each accepted offer is one assignment",
    ]
