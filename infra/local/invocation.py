"""Events and contexts as Lambda hands them to a function."""

import base64
import json
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from chalice.local import LambdaContext

Function = Callable[[dict[str, Any], LambdaContext], Any]


def context(function: str) -> LambdaContext:
    """What a function learns about its invocation."""
    return LambdaContext(function_name=function, memory_size=1024, max_runtime_ms=29_000)


def stream_event(records: Sequence[Any], stream: str) -> dict[str, Any]:
    """Stream records as the event source mapping delivers them: plain JSON with the stream's name in each."""
    return {
        "Records": [json.loads(json.dumps({**record, "eventSourceARN": stream}, default=_plain)) for record in records]
    }


def schedule_event() -> dict[str, Any]:
    """A tick of EventBridge."""
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "000000000000",
        "time": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "region": "ap-northeast-1",
        "resources": [],
        "detail": {},
    }


def _plain(value: datetime | bytes) -> float | str:
    return value.timestamp() if isinstance(value, datetime) else base64.b64encode(value).decode("ascii")
