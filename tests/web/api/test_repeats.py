"""Calls with an `Idempotency-Key`: done once, answered alike, and refused where the key means something else."""

from typing import Any

import pytest

from chalicelib.domain.errors import Unavailable
from chalicelib.service.issue_token import issue_token
from chalicelib.service.office import Office
from chalicelib.service.take_request import take_request
from tests.builders import SECRETARIAT, clock
from tests.web.api.conftest import Machine
from tests.web.api.test_faults import is_problem
from tests.web.browser import Answer
from tests.web.sendings import ASKED, machine


def filed(office: Office, key: str = "k-1", **changes: Any) -> Answer:
    """File a request under a key, each time with a token of its own machine."""
    return machine(office, "/v1/requests", {**ASKED, **changes}).send(key=key)


@pytest.fixture(autouse=True)
def _one_token(monkeypatch: pytest.MonkeyPatch, office: Office) -> None:
    token = issue_token(office, role="secretariat")
    monkeypatch.setattr("tests.web.sendings.issue_token", lambda *_, **__: token)


def count(office: Office) -> int:
    """How many requests there are."""
    return office.cases.last_number(2026)


def test_another_body_under_the_same_key_is_refused(office: Office) -> None:
    """The key has its meaning already, whether it was quoted then or not."""
    first = filed(office)

    assert is_problem(filed(office, title="別の依頼"), 422)
    assert filed(office, '"k-1"').json == first.json
    assert count(office) == 1


def test_a_key_belongs_to_its_token(office: Office, town: Machine) -> None:
    """Another machine may choose the same one."""
    filed(office)
    answer = town.call("POST", "/v1/requests", ASKED, idempotency_key="k-1")

    assert answer.status == 201
    assert count(office) == 2


def test_a_key_in_flight_is_refused_until_its_hand_counts_as_gone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody saw the end of the first call: after half a minute the same call is tried again."""
    with monkeypatch.context() as silence:
        silence.setattr(office.cases, "commit", _silent)
        unseen = filed(office)
    waiting = filed(office)
    clock(office).move(seconds=31)

    assert is_problem(unseen, 503)
    assert is_problem(waiting, 409)
    assert (unseen.headers["retry-after"], waiting.headers["retry-after"]) == ("30", "30")
    assert filed(office).status == 201
    assert count(office) == 1


def test_a_deed_whose_answer_was_lost_is_answered_from_its_record(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The crash came after the change: the repeat finds the mark beside it."""
    commit = office.cases.commit

    def committed_in_silence(change: Any) -> None:
        commit(change)
        raise Unavailable("silent")

    with monkeypatch.context() as silence:
        silence.setattr(office.cases, "commit", committed_in_silence)
        filed(office)

    again = filed(office)

    assert (again.status, again.json["number"]) == (201, "R08-0001")
    assert count(office) == 1


def test_the_first_answer_is_given_again_although_the_record_has_moved_on(office: Office) -> None:
    """A machine compares what it gets: it does not hear of another state than at first."""
    first = filed(office)
    take_request(office, SECRETARIAT, first.json["id"])

    assert filed(office).json == first.json
    assert first.json["state"] == "submitted"


def test_a_first_hand_that_comes_back_late_leaves_nothing_for_the_second(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its change arrives while the second hand is at the same deed, which finds it done and is answered from it."""
    commit = office.cases.commit

    def after_the_first(change: Any) -> None:
        commit(change)
        commit(change)

    with monkeypatch.context() as late:
        late.setattr(office.cases, "commit", after_the_first)
        answer = filed(office)

    assert (answer.status, answer.json["number"]) == (201, "R08-0001")
    assert filed(office).json == answer.json
    assert count(office) == 1


def test_an_answer_that_could_not_be_kept_is_given_all_the_same(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And made anew for the repeat."""
    with monkeypatch.context() as silence:
        silence.setattr(office.errands, "keep_answer", _silent)
        first = filed(office)

    assert first.status == 201
    assert filed(office).json == first.json


def test_a_refused_call_leaves_its_key_free(office: Office) -> None:
    """What was corrected may be sent under it."""
    assert is_problem(filed(office, category="plan-99"), 422)
    assert filed(office).status == 201


@pytest.mark.parametrize("key", ["", "   ", "a b", "鍵", "k" * 256, '"'])
def test_a_key_that_is_none_is_refused(office: Office, key: str) -> None:
    """In words, and nothing is done."""
    assert is_problem(filed(office, key), 400)
    assert count(office) == 0


def test_a_stale_capacity_is_refused(secretariat: Machine) -> None:
    """Whoever names the version they saw overwrites nobody's change."""
    path, seen = "/v1/experts/e01/capacity", {"months": {"2027-01": 3}, "version": 1}

    assert secretariat.call("PUT", path, seen).json["version"] == 2
    assert is_problem(secretariat.call("PUT", path, {**seen, "months": {"2027-01": 4}}), 409)


def test_openapi_says_where_a_key_can_be_given(secretariat: Machine) -> None:
    """On every POST, and nowhere else."""
    paths = secretariat.get("/v1/openapi.json").json["paths"]
    taking = {
        (path, method)
        for path, methods in paths.items()
        for method, operation in methods.items()
        if any(parameter["name"] == "Idempotency-Key" for parameter in operation["parameters"])
    }

    assert taking == {(path, "post") for path, methods in paths.items() if "post" in methods}


def _silent(*_: object) -> None:
    raise Unavailable("silent")
