"""The process may end at any write of any use case: a second try and the schedule lead to where they would have led.

Told in memory, so that every write can be the last one, done or not. `make faults` does the same on a wire to AWS.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.adapters.memory import Drawers, MemoryCases, MemoryDoors
from chalicelib.domain.errors import Rejected, Repeated
from chalicelib.service.office import Office
from tests.builders import memory_office
from tests.faults.stage import CountingMint
from tests.faults.stories import USE_CASES
from tests.faults.trial import outcome, recover
from tests.faults.use_case import Deed, UseCase
from tests.invariants import cases_of, check_everything
from tests.whole_service.crash import Crash, Fuse, brittle
from tests.whole_service.mailed import waiting
from tests.whole_service.told import every_event_has_its_letters

MOST_WRITES = 40


def told(use_case: UseCase) -> tuple[Office, Deed]:
    """An office at the end of the story that leads up to the deed."""
    office = memory_office()
    deed = use_case.lead_up(office)
    return replace(office, mint=CountingMint()), deed


def drawers(office: Office) -> Drawers:
    """Where everything lies."""
    assert isinstance(office.cases, MemoryCases)
    return office.cases.drawers


def end(office: Office) -> Any:
    """Where the office stands once the schedule has done what is left to do; its promises hold, and nothing waits."""
    recover(office)
    kept, doors = drawers(office), office.doors
    assert isinstance(doors, MemoryDoors)
    cases = cases_of(office, sorted(kept.requests))
    check_everything(office, cases)
    every_event_has_its_letters(office, cases)
    assert not waiting(list(kept.letters.values()))
    keys = [(f"CASE#{request_id}", "REQUEST") for request_id in kept.requests]
    keys += [(f"SESSION#{digest}", "SESSION") for digest in doors.sessions]
    return outcome(office, {key: {} for key in keys})


def ended(use_case: UseCase) -> Iterator[tuple[int, bool, Office, Deed]]:
    """An office whose process has ended at the first write, done or not, at the second, and so on to the last."""
    for writes in range(1, MOST_WRITES):
        for done in (False, True):
            office, deed = told(use_case)
            fuse = Fuse()
            fuse.light(writes, done=done)
            try:
                deed(brittle(office, fuse))
            except Crash:
                yield writes, done, office, deed
            else:
                return


@pytest.mark.parametrize("use_case", USE_CASES, ids=lambda use_case: use_case.name)
def test_wherever_the_process_ends_a_second_try_ends_as_the_first_would_have(use_case: UseCase) -> None:
    """Nothing is lost, nothing is done twice, and everybody is told."""
    office, deed = told(use_case)
    deed(office)
    ideal = end(office)

    for writes, done, office, deed in ended(use_case):
        with suppress(Rejected, Repeated):
            deed(office)
        assert end(office) == ideal, f"ended at write {writes}, {'' if done else 'not '}done"
