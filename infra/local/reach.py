"""The service's environment on a state folder, whether it runs at the moment or not."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local.address import NotRunning, of_the_running
from infra.local.aws import EmbeddedAws
from infra.local.environment import service_environment


class NoState(Exception):
    """Nothing was ever kept in this folder."""

    def __init__(self, state: Path) -> None:
        super().__init__(f"There is no state in {state}. Start the service once: make run")


@contextmanager
def reached(state: Path) -> Iterator[dict[str, str]]:
    """The running service's environment; else one with an embedded AWS that lives as long as it is needed. NoState."""
    try:
        running = of_the_running(state)
    except NotRunning:
        if not (state / "aws").is_dir():
            raise NoState(state) from None
        with EmbeddedAws(state) as aws:
            yield service_environment(endpoint=aws.endpoint, address=aws.endpoint, state=state)
    else:
        yield running
