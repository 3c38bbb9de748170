"""The policies as IAM reads them, as far as ours go."""

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from tests.infra.policies.calls import Call

FOLDER = Path(__file__).parents[3] / "infra" / "policies"
KEYS = "dynamodb:LeadingKeys"


class Permission(NamedTuple):
    """One action on one resource for keys of one pattern; `*` where the policy sets no condition on keys."""

    effect: str
    action: str
    resource: str
    pattern: str

    def covers(self, call: Call) -> bool:
        """Whether the permission speaks of this call."""
        return (
            fnmatchcase(call.action, self.action)
            and fnmatchcase(call.resource, self.resource)
            and fnmatchcase(call.leading_key, self.pattern)
        )


def permissions(function: str) -> list[Permission]:
    """Everything a function's policy says, one by one."""
    document = json.loads((FOLDER / f"{function}.json").read_text(encoding="utf-8"))
    return [permission for statement in document["Statement"] for permission in _single(statement)]


def allowed(function: str, call: Call) -> bool:
    """Whether IAM would let the function do it: something allows, and nothing denies."""
    effects = {permission.effect for permission in permissions(function) if permission.covers(call)}
    return effects == {"Allow"}


def _single(statement: dict[str, Any]) -> Iterator[Permission]:
    for action in _list(statement["Action"]):
        for resource in _list(statement["Resource"]):
            for pattern in _patterns(statement.get("Condition", {})):
                yield Permission(statement["Effect"], action, _name(resource), pattern)


def _patterns(condition: dict[str, Any]) -> list[str]:
    keys = [tests[KEYS] for tests in condition.values() if KEYS in tests]
    return list(keys[0]) if keys else ["*"]


def _name(resource: Any) -> str:
    """A resource of the template by a short name: `table`, `index/queue`, or the expression itself."""
    if resource == {"Fn::GetAtt": ["Table", "Arn"]}:
        return "table"
    if resource == {"Ref": "Secret"}:
        return "secret"
    text = resource.get("Fn::Sub", "") if isinstance(resource, dict) else resource
    if ":ses:" in str(text):
        return "ses"
    return str(text).removeprefix("${Table.Arn}/") or json.dumps(resource)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
