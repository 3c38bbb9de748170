"""The service's environment on a state folder, whether it runs at the moment or not."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local.address import NotRunning, of_the_running
from infra.local.aws import EmbeddedAws
from infra.local.environment import adopt, service_environment


class NoState(Exception):
    """Nothing was ever kept in this folder."""

    def __init__(self, state: Path) -> None:
        super().__init__(f"There is no state in {state}. Start the service once: make run")


@contextmanager
def reached(state: Path | None) -> Iterator[None]:
    """This process's environment is that of the service on the folder: the running one, or one started for a while.

    Without a folder it stays as it is. NoState.
    """
    if state is None:
        yield
        return
    try:
        running = of_the_running(state)
    except NotRunning:
        if not (state / "aws").is_dir():
            raise NoState(state) from None
        with (
            EmbeddedAws(state) as aws,
            _adopted(service_environment(endpoint=aws.endpoint, address=aws.endpoint, state=state)),
        ):
            yield
    else:
        with _adopted(running):
            yield


@contextmanager
def _adopted(environment: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    adopt(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
