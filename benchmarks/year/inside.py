"""The embedded DynamoDB inside this process: the same ministack as infra/local starts, with no HTTP in between.

For years whose hundreds of thousands of calls would mostly measure the loopback and the reading of JSON.
"""

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.parsers import create_parser
from ministack.services import dynamodb

from infra.local.aws import REGION

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

# Where a request would go if it went anywhere.
NOWHERE = "http://127.0.0.1:9"


@dataclass(frozen=True, slots=True)
class Answered:
    """What botocore looks at of an HTTP response once its body is read."""

    status_code: int


def client() -> "DynamoDBClient":
    """A client whose every request is answered here; it can reach nothing else."""
    config = Config(signature_version=UNSIGNED, retries={"total_max_attempts": 1})
    made: DynamoDBClient = boto3.client("dynamodb", region_name=REGION, endpoint_url=NOWHERE, config=config)
    answer: Any = _answer
    made.meta.events.register("before-call.dynamodb", answer)
    return made


def _answer(model: Any, params: dict[str, Any], **_: Any) -> tuple[Answered, dict[str, Any]]:
    headers = {name.lower(): value for name, value in params["headers"].items()}
    status, said, content = _run(dynamodb.handle_request("POST", "/", headers, params["body"], {}))
    if status != 200:
        return Answered(status), _refusal(model, {"status_code": status, "headers": said, "body": content})
    parsed: dict[str, Any] = json.loads(content)
    for item in (*parsed.get("Items", ()), *([parsed["Item"]] if "Item" in parsed else ())):
        _read_bytes(item)
    return Answered(status), parsed


def _refusal(model: Any, answer: dict[str, Any]) -> dict[str, Any]:
    """A refusal with all that it says, such as each action's reason, as botocore reads it."""
    parser = create_parser("json")
    parsed: dict[str, Any] = parser.parse(answer, model.output_shape)
    shape = model.service_model.shape_for_error_code(parsed["Error"]["Code"])
    return {**parsed, **(parser.parse(answer, shape) if shape else {}), "Error": parsed["Error"]}


def _read_bytes(item: dict[str, dict[str, Any]]) -> None:
    """Documents travel as base64; nothing else in an item differs between the wire and what botocore gives."""
    for value in item.values():
        if "B" in value:
            value["B"] = base64.b64decode(value["B"])


def _run(answering: Any) -> Any:
    """The result of a coroutine that waits for nothing."""
    try:
        answering.send(None)
    except StopIteration as done:
        return done.value
    raise RuntimeError("the embedded DynamoDB waits for something")
