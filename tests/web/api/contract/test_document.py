"""The document is OpenAPI 3.1, says all there is to say, and every status it declares can be met."""

import json
from typing import Any

import pytest
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from chalicelib.domain.api_token import Scope
from chalicelib.domain.errors import Unavailable
from chalicelib.service import admit_machine
from chalicelib.service.issue_token import issue_token
from chalicelib.web.api import document
from chalicelib.web.api.examples import BODIES, placed
from chalicelib.web.guard import SCOPES
from tests.builders import ehime
from tests.web.api.conftest import Machine
from tests.web.api.contract.good import PLACES, STATUSES, Good, good
from tests.web.api.test_faults import is_problem
from tests.web.browser import Answer, Browser
from tests.web.seeded import Seeded

OPERATIONS = sorted(STATUSES)
DECLARED = [
    (method, path, int(status))
    for method, path in OPERATIONS
    for status in document()["paths"][path][method.lower()]["responses"]
]


def test_the_document_is_openapi() -> None:
    """By the metaschema of its own version."""
    OPENAPI_31_VALIDATOR.validate(json.loads(json.dumps(document())))


def test_every_operation_says_what_it_needs_and_shows_how() -> None:
    """Scope, example and, wherever there is a parameter, its form and an example of it."""
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            assert operation["security"] == [{"bearer": [SCOPES[f"{method.upper()} {path}"]]}]
            assert operation["summary"].endswith(".")
            for parameter in operation["parameters"]:
                assert parameter["schema"]["type"]
                assert parameter["example"] != ""
            for content in operation.get("requestBody", {}).get("content", {}).values():
                assert content["example"]


def test_every_example_is_good() -> None:
    """For its own model, which refuses what it does not know."""
    for model, example in BODIES.items():
        assert model.model_validate(placed(example, ehime()))


def test_every_operation_has_its_good_call() -> None:
    """A new one needs one here."""
    assert set(PLACES) == set(STATUSES)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_the_example_works(world: Seeded, method: str, path: str) -> None:
    """Sent as it stands in the description, on a case that is there."""
    sent = good(world, method, path)

    answer = Machine(Browser(world.office), world.secretariat).call(method, sent.path, sent.body)

    assert answer.status == STATUSES[method, path], answer.text


@pytest.mark.parametrize(("method", "path", "status"), DECLARED)
def test_every_declared_status_can_be_met(
    world: Seeded, monkeypatch: pytest.MonkeyPatch, method: str, path: str, status: int
) -> None:
    """None is declared for the look of it."""
    sent = good(world, method, path)

    answer = met(world, monkeypatch, f"{method} {path}", sent, status)

    assert answer.status == status, answer.text
    assert status < 400 or is_problem(answer, status)
    assert ("retry-after" in answer.headers) == (status in (429, 503)) or status == 409


def met(world: Seeded, monkeypatch: pytest.MonkeyPatch, rule: str, sent: Good, status: int) -> Answer:
    """The answer to a call that is meant to be answered so."""
    office, method = world.office, rule.partition(" ")[0]
    caller = Machine(Browser(office), world.secretariat)
    match status:
        case 400:
            return caller.call(method, sent.path, b"{")
        case 401:
            return Machine(caller.browser, "nobody").call(method, sent.path, sent.body)
        case 403:
            useless = [scope for scope in Scope if scope is not SCOPES[rule]]
            token = issue_token(office, role="secretariat", scopes=useless)
            return Machine(caller.browser, token).call(method, sent.path, sent.body)
        case 404:
            return _unseen(world, method, sent)
        case 409 if method == "PUT":
            return caller.call(method, sent.path, {**sent.body, "version": 99})
        case 409:
            return _in_hand(caller, monkeypatch, sent)
        case 413:
            return caller.call(method, sent.path, b"[" + b" " * 1_000_000)
        case 415:
            return caller.browser.send(
                method, sent.path, b"{}", authorization=f"Bearer {caller.token}", content_type="text/plain"
            )
        case 422:
            return caller.call(method, f"{sent.path}?colour=red", sent.body)
        case 429:
            monkeypatch.setattr(admit_machine, "TOKEN_CALLS_A_MINUTE", 0)
        case 503:
            monkeypatch.setattr(office.tokens, "by_digest", _silent)
    return caller.call(method, sent.path, sent.body)


def _unseen(world: Seeded, method: str, sent: Good) -> Answer:
    """What is not there; or, where no record is named, what a town may not even know of."""
    parts = sent.path.split("/")
    if len(parts) > 3:
        parts[3] = "none.01" if parts[2] == "offers" else "none"
        return Machine(Browser(world.office), world.secretariat).call(method, "/".join(parts), sent.body)
    return Machine(Browser(world.office), world.town).call(method, sent.path, sent.body)


def _in_hand(caller: Machine, monkeypatch: pytest.MonkeyPatch, sent: Good) -> Answer:
    """The same key again, while nobody knows how the first call ended."""
    office = caller.browser.office
    with monkeypatch.context() as silence:
        silence.setattr(office.cases, "commit", _silent)
        silence.setattr(office.experts, "save", _silent)
        assert caller.call("POST", sent.path, sent.body, idempotency_key="k-1").status == 503
    return caller.call("POST", sent.path, sent.body, idempotency_key="k-1")


def _silent(*_: Any, **__: Any) -> Any:
    raise Unavailable("silent")
