"""How long the store may take: for one call, and for all calls together that one answer needs.

No attempt begins later than `ANSWER_S` after the answer was asked for, and the last one ends within a connect and a
read timeout: 5 + 1 + 3 seconds at worst, however many calls a page makes.
"""

import time
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnection

from chalicelib.domain.errors import Unavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ANSWER_S = 5.0
ONE_CALL = Config(connect_timeout=1, read_timeout=3, retries={"total_max_attempts": 3, "mode": "standard"})
BUSY = {
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
    "TransactionInProgressException",
}
BUSY_REASONS = {"ProvisionedThroughputExceeded", "ThrottlingError"}
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class OutOfTime(BotoCoreError):
    """The answer is due before this call could end."""

    fmt = "no call of the store begins any more"


class Patience:
    """The time of the answer that this thread is making; whoever never begins has all the time there is."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        self._timer = timer
        self._ends: ContextVar[float] = ContextVar("ends", default=float("inf"))

    def begin(self) -> None:
        """Somebody waits for an answer from now on."""
        self._ends.set(self._timer() + ANSWER_S)

    def watch(self, client: "DynamoDBClient") -> None:
        """Let no attempt of this client begin when its answer is due."""
        client.meta.events.register("before-send.dynamodb", self._before_sending)
        # Before the SDK's own handler, which would have us sleep first.
        client.meta.events.register_first("needs-retry.dynamodb", self._before_retrying)

    def _before_sending(self, **_: Any) -> None:
        if self._timer() > self._ends.get():
            raise OutOfTime

    def _before_retrying(self, caught_exception: Exception | None = None, **_: Any) -> None:
        if caught_exception and self._timer() > self._ends.get():
            raise caught_exception


def reached(call: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Let a store that stays silent, breaks or turns us away be known as Unavailable."""

    @wraps(call)
    def asked(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        try:
            return call(*args, **kwargs)
        except (OutOfTime, NoConnection, HTTPClientError) as silence:
            raise Unavailable(type(silence).__name__) from silence
        except ClientError as refusal:
            if _passes(refusal):
                raise Unavailable(refusal.response["Error"]["Code"]) from refusal
            raise

    return asked


def _passes(refusal: ClientError) -> bool:
    """Whether the same call may well succeed some time later."""
    said: Any = refusal.response
    reasons = {reason.get("Code") for reason in said.get("CancellationReasons", ())}
    broken = said.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) >= 500
    return broken or said["Error"]["Code"] in BUSY or bool(reasons & BUSY_REASONS)
