"""The template's table and the embedded one."""

from infra.local.table import ensure, properties
from tests.embedded import Table


def test_the_embedded_table_has_the_shape_that_the_template_gives(table: Table) -> None:
    """Keys, index, billing and stream are what DynamoDB itself says of the table."""
    wanted = properties()

    found = table.client.describe_table(TableName=table.name)["Table"]

    assert found["KeySchema"] == wanted["KeySchema"]
    assert found["AttributeDefinitions"] == wanted["AttributeDefinitions"]
    assert found["BillingModeSummary"]["BillingMode"] == wanted["BillingMode"]
    assert found["StreamSpecification"]["StreamViewType"] == wanted["StreamSpecification"]["StreamViewType"]
    (index,), (wanted_index,) = found["GlobalSecondaryIndexes"], wanted["GlobalSecondaryIndexes"]
    assert {**index, **wanted_index} == index


def test_what_expires_is_removed_by_the_attribute_the_template_names(table: Table) -> None:
    """Time to live is set, although the embedded CloudFormation would ignore it."""
    found = table.client.describe_time_to_live(TableName=table.name)["TimeToLiveDescription"]

    assert found == {
        "TimeToLiveStatus": "ENABLED",
        "AttributeName": properties()["TimeToLiveSpecification"]["AttributeName"],
    }


def test_a_table_is_created_only_when_it_is_missing(table: Table) -> None:
    """Ensuring a table that is there leaves it and its rows alone."""
    table.client.put_item(TableName=table.name, Item={"pk": {"S": "a"}, "sk": {"S": "b"}})

    created = ensure(table.client, table.name)

    assert not created
    assert table.client.scan(TableName=table.name)["Count"] == 1
