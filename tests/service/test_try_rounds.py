"""Past rounds with other parameters: solved again from what was stored, and nothing else moves."""

from dataclasses import replace

import pytest

from chalicelib.domain.expert import MonthBook
from chalicelib.domain.request import Mode, Request
from chalicelib.domain.round import Round
from chalicelib.service import try_rounds as trying
from chalicelib.service.begin_round import begin_round
from chalicelib.service.office import Office
from chalicelib.service.try_rounds import ask_for_trials, rescored, trials_with, try_round
from matching import DEFAULT, Weights
from tests.builders import MATSUYAMA, MONTHS, PROCUREMENT, SECRETARIAT, UCHIKO, an_expert, engage, memory_office
from tests.service.rounds import plan_of, planned, waiting

NEAR_FIRST = replace(DEFAULT, version="trial", weights=Weights(skill=10, avail=10, place=80, known=0))


@pytest.fixture
def office() -> Office:
    """Somebody who knows more comes from farther (e01) than somebody who knows less (e02)."""
    office = memory_office()
    months = {month: MonthBook(4) for month in MONTHS}
    engage(
        office,
        an_expert("見本 遠子", base=MATSUYAMA, levels={PROCUREMENT: 3}, months=months),
        an_expert("見本 近子", base=UCHIKO, levels={PROCUREMENT: 2}, months=months),
    )
    return office


@pytest.fixture
def request_(office: Office) -> Request:
    """On-site work in Uchiko."""
    return waiting(office, mode=Mode.ON_SITE)


@pytest.fixture
def whole(office: Office, request_: Request) -> Round:
    """A round of it, planned."""
    return planned(office, request_)


def test_a_trial_shows_which_pairs_would_be_others(office: Office, whole: Round, request_: Request) -> None:
    """Who is near would be sent; the round is as it was."""
    assert ask_for_trials(office, NEAR_FIRST) == 1

    try_round(office, whole.id)

    (trial,) = trials_with(office, NEAR_FIRST)
    assert trial.state == "done"
    assert [one.expert_id for one in trial.before] == ["e01"]
    assert [one.expert_id for one in trial.after] == ["e02"]
    assert {pair.request_id for pair in trial.gone | trial.come} == {request_.id}
    assert office.rounds.round(whole.id) == whole


def test_the_same_scores_are_not_solved_again(office: Office, whole: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was planned from them is what they give."""
    plan = plan_of(office, whole)
    assert rescored(plan.problem, plan.receipts, replace(DEFAULT, version="trial")) == plan.problem
    monkeypatch.setattr(trying, "solve_problem", None)
    ask_for_trials(office, DEFAULT)

    try_round(office, whole.id)

    (trial,) = trials_with(office, DEFAULT)
    assert not trial.gone | trial.come


def test_a_trial_is_found_by_its_parameters_alone(office: Office, whole: Round) -> None:
    """Another trial's result is none of these numbers'."""
    ask_for_trials(office, NEAR_FIRST)

    assert trials_with(office, DEFAULT) == []


def test_only_rounds_with_a_plan_are_tried(office: Office, request_: Request) -> None:
    """One that still waits has nothing to compare with."""
    begin_round(office, SECRETARIAT, request_ids=[request_.id])

    assert ask_for_trials(office, NEAR_FIRST) == 0


def test_trying_twice_or_unasked_changes_nothing(office: Office, whole: Round) -> None:
    """The stream may bring a record again."""
    try_round(office, whole.id)
    assert office.rounds.trial(whole.id) is None
    ask_for_trials(office, NEAR_FIRST)
    try_round(office, whole.id)
    done = office.rounds.trial(whole.id)

    try_round(office, whole.id)

    assert office.rounds.trial(whole.id) == done


def test_a_trial_that_breaks_says_so(office: Office, whole: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error is raised for the log, and nobody waits for ever."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the solver broke")

    monkeypatch.setattr(trying, "solve_problem", broken)
    ask_for_trials(office, NEAR_FIRST)

    with pytest.raises(RuntimeError):
        try_round(office, whole.id)

    trial = office.rounds.trial(whole.id)
    assert trial is not None
    assert trial.state == "failed"
