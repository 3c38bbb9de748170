"""A second DynamoDB for a whole test session, not related to the embedded one: what both say alike is no one's whim."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from infra.local.table import create
from tests.embedded import Table, client_for

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

BINARY = Path(__file__).parent / "engine/node_modules/@dynoxide/linux-x64/dynoxide"
ABSENT = "the second DynamoDB engine is absent; `make engine` installs it on Linux x64 where npm is there"
STARTS_WITHIN = 10.0
numbers = count(1)


@pytest.fixture(scope="session")
def second_engine() -> Iterator[str]:
    """Its endpoint. Skipped where it is absent, unless SUKETTO_SECOND_ENGINE=required."""
    if not BINARY.exists():
        (pytest.fail if os.environ.get("SUKETTO_SECOND_ENGINE") == "required" else pytest.skip)(ABSENT)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen([BINARY, "serve", "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        _wait(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def second_table(second_engine: str) -> Table:
    """A fresh, empty table in the second engine."""
    client: DynamoDBClient = client_for("dynamodb", second_engine)
    fresh = Table(name=f"suketto-{next(numbers)}", client=client)
    create(client, fresh.name)
    return fresh


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert process.poll() is None, "the second DynamoDB engine ended at once"
            assert time.monotonic() < deadline, "the second DynamoDB engine does not answer"
            time.sleep(0.02)
