"""Reading a whole table, for whoever administers it: pages and jobs of the service never do."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from chalicelib.adapters.items import Item

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def items(client: "DynamoDBClient", table: str, **only: Any) -> Iterator[Item]:
    """Every item, page by page of at most 1 MB; `only` narrows what is read of each.

    Each item is as it was when its page was read: what changes meanwhile may be seen before or after its change.
    """
    for page in client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True, **only):
        yield from page["Items"]
