"""Whatever becomes of a call to AWS, nothing is lost and nothing done twice; `make faults` tries all of it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count

import pytest

from chalicelib.domain.errand import Errand
from chalicelib.service.letters import queued
from chalicelib.service.office import Office
from tests.faults.stage import staged
from tests.faults.stories import USE_CASES
from tests.faults.trial import GIVES_UP, Laid, Trials, Verdict, retrying_at_once
from tests.faults.use_case import Deed, UseCase
from tests.faults.wire import Fault
from tests.faults.writing import name_of, writing_use_cases

SLICE = [case for case in USE_CASES if case.name in ("file_request", "accept_offer, last place", "send_letter, offer")]
LAID = ((Fault.CUT, GIVES_UP), (Fault.UNHEARD, GIVES_UP), (Fault.LATE, 1), (Fault.TWICE, 1))
names = (f"faults-test-{number}" for number in count(1))


@pytest.fixture(autouse=True)
def no_pauses() -> Iterator[None]:
    """The clients try again at once."""
    with retrying_at_once():
        yield


def test_every_use_case_that_writes_is_tried() -> None:
    """A new one without a story is found here."""
    assert {name_of(use_case.function) for use_case in USE_CASES} == writing_use_cases()


@pytest.mark.embedded
@pytest.mark.parametrize("use_case", SLICE, ids=lambda use_case: use_case.name)
def test_nothing_is_lost_or_doubled_where_a_use_case_writes_last(embedded_aws: str, use_case: UseCase) -> None:
    """After a second try and some minutes everything is as if nothing had failed."""
    with staged(use_case, embedded_aws, next(names)) as stage:
        trials = Trials(stage)

        ended = [trials.run(Laid(fault, len(trials.calls), times)) for fault, times in LAID]

    assert [trial for trial in ended if trial.verdict is Verdict.LOST] == []


def beginning_an_errand(office: Office) -> Deed:
    """Only one hand may have it."""
    now = office.now()
    errand = Errand("key", now + timedelta(hours=1), "body", held_until=now + timedelta(minutes=1))
    return lambda office: office.errands.begin(errand, now)


def posting_a_letter(office: Office) -> Deed:
    """It may not replace another."""
    letter = queued(office, about="attempt", notice="sign_in_code", to="hanako@uchiko.example.jp", facts={})
    return lambda office: office.letters.post(letter)


@pytest.mark.embedded
@pytest.mark.parametrize("lead_up", [beginning_an_errand, posting_a_letter])
def test_nobody_loses_against_a_first_try_of_their_own(embedded_aws: str, lead_up: Callable[[Office], Deed]) -> None:
    """The SDK asks again when an answer is lost; what it did the first time does not refuse it the second."""
    with staged(UseCase(lead_up, lead_up), embedded_aws, next(names)) as stage:
        trials = Trials(stage)

        ended = [trials.run(Laid(fault, at=1)) for fault in (Fault.UNHEARD, Fault.ERROR, Fault.TWICE)]

    assert {trial.verdict for trial in ended} == {Verdict.UNNOTICED}


@pytest.mark.embedded
@pytest.mark.parametrize("times", [1, 2])
def test_a_throttled_transaction_is_tried_again(embedded_aws: str, times: int) -> None:
    """As a throttled call for one item is by the SDK: nobody sees it."""
    (use_case,) = (case for case in USE_CASES if case.name == "open_draft")
    with staged(use_case, embedded_aws, next(names)) as stage:
        ended = Trials(stage).run(Laid(Fault.THROTTLED, at=1, times=times))

    assert ended.verdict is Verdict.UNNOTICED
