"""The embedded table, created from the template that describes the real one."""

from functools import cache
from typing import TYPE_CHECKING, Any

from infra.build import template

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

SHAPE = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")


@cache
def properties() -> dict[str, Any]:
    """The table's properties as the template gives them."""
    found: dict[str, Any] = template.parts()["Resources"]["Table"]["Properties"]
    return found


def create(client: "DynamoDBClient", name: str) -> None:
    """Create the table and set its time to live, which is a call of its own in DynamoDB's API."""
    wanted = properties()
    view = wanted["StreamSpecification"]["StreamViewType"]
    shape = {key: wanted[key] for key in SHAPE}
    client.create_table(TableName=name, StreamSpecification={"StreamEnabled": True, "StreamViewType": view}, **shape)
    client.update_time_to_live(TableName=name, TimeToLiveSpecification=wanted["TimeToLiveSpecification"])


def ensure(client: "DynamoDBClient", name: str) -> bool:
    """Create the table unless it is there; whether it was created."""
    try:
        client.describe_table(TableName=name)
    except client.exceptions.ResourceNotFoundException:
        create(client, name)
        return True
    return False
