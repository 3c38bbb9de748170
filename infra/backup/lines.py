"""An item as one line of JSON in DynamoDB's own writing, and back; binary values are base64, as in AWS's exports."""

import base64
import json
from typing import Any

from chalicelib.adapters.items import Item


def written(item: Item) -> str:
    """The line, without its end; attributes in order, so that equal items give equal lines."""
    return json.dumps(item, default=_text, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(line: str) -> Item:
    """The item that a line stands for."""
    item: Item = json.loads(line, object_hook=_binary)
    return item


def _text(binary: Any) -> str:
    return base64.b64encode(bytes(binary)).decode()


def _binary(value: dict[str, Any]) -> dict[str, Any]:
    # A map's attribute that happens to be called B holds a typed value, never bare text.
    if isinstance(text := value.get("B"), str):
        return {"B": base64.b64decode(text)}
    return value
