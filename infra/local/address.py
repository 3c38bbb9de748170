"""Where the running service is to be found, for the commands that talk to it."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from infra.local import whole

NAME = "running.json"


class NotRunning(Exception):
    """No service runs on this state folder."""

    def __init__(self, state: Path) -> None:
        super().__init__(f"No service runs on {state}. Start it first: make run")


@contextmanager
def published(state: Path, environment: dict[str, str]) -> Iterator[None]:
    """While the service runs, its environment can be read from the state folder."""
    path = state / NAME
    whole.write(path, json.dumps(environment, indent=2).encode())
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def of_the_running(state: Path) -> dict[str, str]:
    """The running service's environment; NotRunning."""
    try:
        environment: dict[str, str] = json.loads((state / NAME).read_bytes())
        # What was killed could not take its note away.
        socket.create_connection(("127.0.0.1", urlsplit(environment["AWS_ENDPOINT_URL"]).port)).close()
    except (FileNotFoundError, ConnectionRefusedError):
        raise NotRunning(state) from None
    return environment
