"""An exported file into a table, without touching anything that is there already."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.adapters.items import Item
from infra.backup.export import checked, exported, room

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

# The table's stream acts on these: what they speak of must be there before.
LAST = ("LETTERS", "ROUND")


@dataclass
class Imported:
    """How many items were written, how many were there alike, and the keys of those that are there but differ."""

    written: int = 0
    there: int = 0
    differing: list[str] = field(default_factory=list)


def import_file(client: "DynamoDBClient", table: str, path: Path) -> Imported:
    """Write the file's items; Damaged when the file is not whole. A second time changes nothing."""
    checked(path)
    done = Imported()
    for item in _in_order(path):
        try:
            client.put_item(TableName=table, Item=item, ConditionExpression="attribute_not_exists(pk)")
            done.written += 1
        except client.exceptions.ConditionalCheckFailedException:
            _compare(client, table, item, done)
    return done


def _in_order(path: Path) -> Iterator[Item]:
    for last in (False, True):
        yield from (item for item in exported(path) if (room(item) in LAST) is last)


def _compare(client: "DynamoDBClient", table: str, item: Item, done: Imported) -> None:
    key = {"pk": item["pk"], "sk": item["sk"]}
    there = client.get_item(TableName=table, Key=key, ConsistentRead=True)["Item"]
    if there == item:
        done.there += 1
    else:
        done.differing.append(f"{item['pk']['S']} / {item['sk']['S']}")
