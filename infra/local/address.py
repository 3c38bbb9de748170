"""Where the running service is to be found, for the commands that talk to it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "running.json"


class NotRunning(Exception):
    """No service runs on this state folder."""

    def __init__(self, state: Path) -> None:
        super().__init__(f"No service runs on {state}. Start it first: make run")


@contextmanager
def published(state: Path, environment: dict[str, str]) -> Iterator[None]:
    """While the service runs, its environment can be read from the state folder."""
    path = state / NAME
    path.write_text(json.dumps(environment, indent=2), encoding="utf-8")
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def of_the_running(state: Path) -> dict[str, str]:
    """The running service's environment; NotRunning."""
    try:
        environment: dict[str, str] = json.loads((state / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotRunning(state) from None
    return environment
