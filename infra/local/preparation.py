"""What the embedded AWS needs before the service can work in it; what is there already is left alone."""

from typing import TYPE_CHECKING

import boto3

from chalicelib.service.office import Office
from infra.local import sample, sender, table
from infra.local.environment import TABLE
from infra.local.progress import say

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def prepare(office: Office, *, with_sample: bool) -> None:
    """Table and sender, and sample data in an empty table."""
    database: DynamoDBClient = boto3.client("dynamodb")
    table.ensure(database, TABLE)
    sender.verify(boto3.client("sesv2"), office.profile.post.sender)
    if with_sample and not database.scan(TableName=TABLE, Limit=1)["Count"]:
        say("sample data", "loading")
        load_sample(office, database)


def load_sample(office: Office, database: "DynamoDBClient") -> None:
    """All of the sample data, or none: half of it would look like an empty service for ever."""
    try:
        sample.load(office)
    except BaseException:
        database.delete_table(TableName=TABLE)
        raise
