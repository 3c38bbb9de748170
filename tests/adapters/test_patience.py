"""How long the store may take: what counts as silence, and that an answer ends in time however many calls it needs."""

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib.adapters.patience import ANSWER_S, Patience, reached
from chalicelib.adapters.table import Table, dynamodb
from chalicelib.domain.errors import Unavailable

KEY = {"pk": "CASE#r1", "sk": "REQUEST"}


class Timer:
    """Moves only when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def silent_store(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An endpoint that takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", f"http://127.0.0.1:{listener.getsockname()[1]}")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "silent")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "silent")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-northeast-1")
        yield


@pytest.mark.usefixtures("silent_store")
def test_a_page_of_a_store_that_never_answers_ends_within_ten_seconds() -> None:
    """All calls of one answer share one time, whatever each of them may be tried."""
    patience = Patience()
    table = Table(dynamodb(patience), "suketto")
    patience.begin()
    began = time.monotonic()

    for _ in range(4):
        with pytest.raises(Unavailable):
            table.get(KEY)

    assert time.monotonic() - began < 10


@pytest.mark.usefixtures("silent_store")
def test_no_call_begins_when_the_answer_is_due() -> None:
    """It is refused at once, until somebody else waits for an answer."""
    timer = Timer()
    patience = Patience(timer)
    table = Table(dynamodb(patience), "suketto")
    patience.begin()
    timer.now += ANSWER_S + 1

    with pytest.raises(Unavailable, match="OutOfTime"):
        table.get(KEY)


def test_nobody_pauses_for_another_try_that_cannot_begin_any_more(
    monkeypatch: pytest.MonkeyPatch, silent_store: None
) -> None:
    """What became of the last try is told at once."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:1")
    timer, pauses = Timer(), list[float]()
    monkeypatch.setattr("botocore.endpoint.time.sleep", pauses.append)
    patience = Patience(timer)
    table = Table(dynamodb(patience), "suketto")
    patience.begin()
    table.client.meta.events.register_last("before-send.dynamodb", lambda **_: setattr(timer, "now", ANSWER_S + 1))

    with pytest.raises(Unavailable, match="EndpointConnectionError"):
        table.get(KEY)

    assert pauses == []


def refused(code: str, *, status: int = 400, reasons: tuple[str, ...] = ()) -> ClientError:
    """What the SDK raises for an answer of DynamoDB."""
    said: Any = {
        "Error": {"Code": code},
        "ResponseMetadata": {"HTTPStatusCode": status},
        "CancellationReasons": [{"Code": reason} for reason in reasons],
    }
    return ClientError(said, "TransactWriteItems")


@pytest.mark.parametrize(
    "refusal",
    [
        refused("ProvisionedThroughputExceededException"),
        refused("ThrottlingException"),
        refused("RequestLimitExceeded"),
        refused("InternalServerError", status=500),
        refused("ServiceUnavailable", status=503),
        refused("TransactionCanceledException", reasons=("None", "ThrottlingError")),
    ],
    ids=str,
)
def test_a_store_that_is_busy_or_broken_is_unavailable(refusal: ClientError) -> None:
    """The same call may well succeed some time later."""

    @reached
    def call() -> None:
        raise refusal

    with pytest.raises(Unavailable):
        call()


@pytest.mark.parametrize("code", ["ValidationException", "AccessDeniedException", "ResourceNotFoundException"])
def test_a_call_that_is_wrong_is_not_called_unavailable(code: str) -> None:
    """Trying again would not help."""

    @reached
    def call() -> None:
        raise refused(code)

    with pytest.raises(ClientError):
        call()
