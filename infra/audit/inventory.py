"""What there is to verify: every record and every chain of a table, also those no list leads to any more."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chalicelib.adapters.items import Item, plain
from chalicelib.domain.tuning import RECORD
from chalicelib.service.verify_record import Kind
from infra.scan import items

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass
class Inventory:
    """Records with their kind, ids that have events, numbers that requests carry, and how many each year has given."""

    records: dict[str, Kind] = field(default_factory=dict)
    chains: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    given: dict[int, int] = field(default_factory=dict)

    @property
    def everything(self) -> dict[str, Kind]:
        """Every id with its kind; a chain whose record is gone counts as a request's."""
        orphans: dict[str, Kind] = dict.fromkeys(sorted(self.chains - self.records.keys()), "request")
        return {**self.records, **orphans}


def inventory(client: "DynamoDBClient", table: str) -> Inventory:
    """Read the keys of the whole table."""
    only = {
        "ProjectionExpression": "pk, sk, #number, #last, #version",
        "ExpressionAttributeNames": {"#number": "number", "#last": "last", "#version": "version"},
    }
    return noted(items(client, table, **only))


def noted(found: Iterable[Item]) -> Inventory:
    """What these items amount to."""
    whole = Inventory()
    for item in found:
        values = plain(item)
        _note(whole, values["pk"], values["sk"], values)
    return whole


def _note(whole: Inventory, pk: str, sk: str, values: dict[str, object]) -> None:
    room, _, name = pk.partition("#")
    match room, sk:
        case "CASE", "REQUEST":
            whole.records[name] = "request"
            whole.numbers.add(str(values.get("number")))
        case "EXPERTS", _:
            whole.records[sk] = "expert"
        case "USERS", _ if values.get("version"):
            whole.records[sk] = "user"
        case "ROUND", "ROUND":
            whole.records[name] = "round"
        case "PARAMETERS", _:
            whole.records[RECORD] = "parameters"
        case "TOKENS", _:
            whole.records[sk] = "token"
        case "DENIALS", _:
            whole.records[sk] = "denials"
        case "AUDIT", _:
            whole.chains.add(name)
        case "SEQUENCE", _:
            whole.given[int(name)] = int(str(values["last"]))
