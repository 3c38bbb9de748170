"""The table's stream as it reaches the planner, and the clock's tick."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

import app
from chalicelib.service.begin_round import begin_round
from chalicelib.service.office import Office
from chalicelib.service.try_rounds import ask_for_trials
from chalicelib.web import hooks
from infra.local.invocation import context
from matching import DEFAULT
from tests.builders import SECRETARIAT, a_request
from tests.service.rounds import planned, two_experts, waiting


def record(pk: str, sk: str, state: str, number: str = "1") -> dict[str, Any]:
    """A stream record of an item in this state."""
    image = {"pk": {"S": pk}, "sk": {"S": sk}, "state": {"S": state}}
    return {
        "eventID": number,
        "eventName": "MODIFY",
        "eventSource": "aws:dynamodb",
        "eventSourceARN": app.STREAM,
        "awsRegion": "ap-northeast-1",
        "dynamodb": {"NewImage": image, "SequenceNumber": number, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    }


def streamed(*records: dict[str, Any]) -> Any:
    """What the planner's function answers to these records."""
    return app.plan_rounds({"Records": list(records)}, context("plan_rounds"))


def test_a_queued_round_is_planned(office: Office) -> None:
    """Its record alone is enough, and coming twice does no harm."""
    two_experts(office)
    whole = begin_round(office, SECRETARIAT, request_ids=[waiting(office).id])

    for _ in range(2):
        assert streamed(record(f"ROUND#{whole.id}", "ROUND", "queued")) == {"batchItemFailures": []}

    assert office.rounds.round(whole.id).state == "planned"


def test_other_records_are_passed_over(office: Office) -> None:
    """Notes of progress, states that need no plan, lists and letters."""
    two_experts(office)
    whole = begin_round(office, SECRETARIAT, request_ids=[waiting(office).id])

    streamed(
        record(f"ROUND#{whole.id}", "PROGRESS", "queued"),
        record(f"ROUND#{whole.id}", "ROUND", "planning", "2"),
        record("WATCHER#380008", f"ROUND#{whole.id}", "queued", "3"),
        record("LETTERS#r1", "l1", "queued", "4"),
    )

    assert office.rounds.round(whole.id).state == "queued"


def test_the_web_starts_without_solver_and_mail() -> None:
    """Neither the app, as every cold start imports it, nor its office brings what another function is there for."""
    others = ("numpy", "highspy", "matching.plan", "chalicelib.adapters.ses", "chalicelib.adapters.sns")
    begin = "import sys, app; from chalicelib import bootstrap; bootstrap.office()"
    check = f"{begin}; sys.exit(', '.join(name for name in {others} if name in sys.modules))"
    settings = {"SUKETTO_TABLE": "suketto", "SUKETTO_BASE_URL": "https://suketto.example.jp"}

    done = subprocess.run(
        [sys.executable, "-c", check],
        env={**settings, "AWS_DEFAULT_REGION": "ap-northeast-1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr.strip() == ""


def test_a_queued_trial_is_done(office: Office) -> None:
    """It comes over the same stream."""
    two_experts(office)
    whole = planned(office, waiting(office))
    ask_for_trials(office, replace(DEFAULT, version="trial"))

    streamed(record(f"ROUND#{whole.id}", "TRIAL", "queued"))

    trial = office.rounds.trial(whole.id)
    assert trial is not None
    assert trial.state == "done"


def test_a_duty_that_fails_does_not_keep_the_clock_from_its_others(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deadlines cannot be read; the letter in the queue leaves all the same, and the failure is not hidden."""
    request = a_request(office)

    def broken(now: datetime) -> Iterator[str]:
        raise RuntimeError("no such index")

    monkeypatch.setattr(office.cases, "due_offers", broken)
    with pytest.raises(ExceptionGroup, match="duties"):
        hooks.keep_time()

    assert {letter.state for letter in office.letters.about(request.id)} == {"sent"}
