"""What is missing after load or kill -9, or there twice, is noticed."""

import pytest

from benchmarks.traffic.ledger import Ledger
from benchmarks.traffic.proof import broken_promises, losses
from chalicelib.domain.request import Request
from chalicelib.service.office import Office
from chalicelib.service.save_draft import open_draft, save_draft
from chalicelib.service.take_request import take_request
from tests.builders import CLERK, SECRETARIAT, a_request, memory_office


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

    assert list(losses(office, ledger)) == []


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
