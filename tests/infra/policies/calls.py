"""What each function asks of AWS, written down while it works: action, resource, and the kind of key it begins with."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

# What a transaction is made of; IAM knows no action of its own for it.
WRITES = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}


class Call(NamedTuple):
    """One permission that was needed, such as `dynamodb:GetItem` on `table` for `CASE#r1m8…`."""

    action: str
    resource: str
    leading_key: str


@dataclass
class Calls:
    """Calls by the function that made them; `acting` says who is at work now."""

    made: dict[str, set[Call]] = field(default_factory=dict)
    actor: str = "operator"

    @contextmanager
    def acting(self, function: str) -> Iterator[None]:
        """What is called within the block is this function's doing."""
        before, self.actor = self.actor, function
        try:
            yield
        finally:
            self.actor = before

    def listen(self, client: Any) -> None:
        """Write down everything this DynamoDB client is asked."""
        client.meta.events.register("provide-client-params.dynamodb", self._heard)

    def note(self, call: Call) -> None:
        """Write down one call."""
        self.made.setdefault(self.actor, set()).add(call)

    def _heard(self, params: Mapping[str, Any], model: Any, **_: Any) -> None:
        if model.name == "BatchGetItem":
            for asked in params["RequestItems"].values():
                for key in asked["Keys"]:
                    self.note(_call(model.name, {"Key": key}))
            return
        if model.name != "TransactWriteItems":
            self.note(_call(model.name, params))
            return
        for action in params["TransactItems"]:
            ((verb, parts),) = action.items()
            self.note(_call(WRITES[verb], parts))


def _call(operation: str, params: Mapping[str, Any]) -> Call:
    index = params.get("IndexName")
    return Call(f"dynamodb:{operation}", f"index/{index}" if index else "table", _leading_key(params))


def _leading_key(params: Mapping[str, Any]) -> str:
    """The value of the partition key, of the table or of the index."""
    if condition := params.get("KeyConditionExpression"):
        name = re.search(r"(?:pk|queue) = (:\w+)", condition)
        assert name, condition
        return str(params["ExpressionAttributeValues"][name[1]]["S"])
    return str(params.get("Key", params.get("Item"))["pk"]["S"])
