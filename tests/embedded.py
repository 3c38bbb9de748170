"""Fixtures that start the embedded AWS for a whole test session, and a fresh table in it for each test."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config

from infra.local.aws import EmbeddedAws, client_environment
from infra.local.table import create

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

numbers = count(1)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of its own in the embedded DynamoDB, and a client for it."""

    name: str
    client: "DynamoDBClient"


def client_for(service: str, endpoint: str, config: Config | None = None) -> Any:
    """An AWS client that can reach nothing but this endpoint."""
    return boto3.client(
        service,  # type: ignore[call-overload]
        endpoint_url=endpoint,
        region_name=client_environment(endpoint)["AWS_DEFAULT_REGION"],
        aws_access_key_id="embedded",
        aws_secret_access_key="embedded",
        config=config,
    )


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedAws]:
    """The embedded AWS itself, for tests that look into its mails."""
    with EmbeddedAws(tmp_path_factory.mktemp("embedded")) as aws:
        yield aws


@pytest.fixture(scope="session")
def embedded_aws(embedded: EmbeddedAws) -> str:
    """The endpoint of an embedded AWS that every test of the session shares."""
    return embedded.endpoint


@pytest.fixture
def table(embedded_aws: str) -> Table:
    """A fresh, empty table."""
    client: DynamoDBClient = client_for("dynamodb", embedded_aws)
    fresh = Table(name=f"suketto-{next(numbers)}", client=client)
    create(client, fresh.name)
    return fresh
