"""Whether everything that is promised held for a whole year."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.year.year import Year
from chalicelib.domain.case import Case
from chalicelib.service.office import Office
from infra.audit.inventory import inventory
from infra.audit.verifying import lost_numbers, verdicts
from tests.invariants import PROMISES
from tests.whole_service.mailed import letters_and_mails_agree, waiting
from tests.whole_service.told import (
    every_event_has_its_letters,
    towns_know_of_every_offer,
    waiting_says_so,
    whoever_was_asked_is_told_that_it_is_over,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TOLD = (
    every_event_has_its_letters,
    whoever_was_asked_is_told_that_it_is_over,
    towns_know_of_every_offer,
    waiting_says_so,
)


def broken_promises(year: Year, cases: Sequence[Case]) -> Iterator[str]:
    """A sentence for each promise that does not hold; `cases` are all there are."""
    for holds in (*PROMISES, *TOLD):
        yield from _broken(partial(holds, year.office, cases), holds.__doc__)
    letters = [letter for case in cases for letter in year.office.letters.about(case.request.id)]
    yield from _broken(partial(letters_and_mails_agree, year.office, letters), letters_and_mails_agree.__doc__)
    yield from (f"never left: {left}" for left in waiting(letters))


def audited(office: Office, client: "DynamoDBClient", table: str) -> tuple[int, int, list[str]]:
    """Records and events verified from outside, as `python -m infra.audit verify` does, and every fault."""
    whole = inventory(client, table)
    found = list(verdicts(office, whole))
    faults = [str(verdict.fault) for verdict in found if verdict.fault] + [str(lost) for lost in lost_numbers(whole)]
    return len(found), sum(len(verdict.events) for verdict in found), faults


def _broken(check: Callable[[], None], promise: str | None) -> Iterator[str]:
    try:
        check()
    except AssertionError as fault:
        yield f"not so: {promise} {fault}"
