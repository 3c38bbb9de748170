"""An end in the middle of a use case: after, or just before, one of its writes."""

from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial, wraps
from typing import Any

from chalicelib.service.office import Office
from tests.faults.writing import PORTS, READING

# All but the note of how far a planning has come: how often that is written depends on the machine.
WRITES = {"send"} | {name for port, names in PORTS.items() for name in names - READING.get(port, set())} - {"note"}
# What only tells, or joins.
STURDY = {"clock", "mint", "profile", "working_days", "stationery", "postmaster"}


class Crash(BaseException):
    """The process is gone; nothing in the service can catch it."""


class Fuse:
    """Burns with every write; at its end the process goes, with the write done or not."""

    def __init__(self) -> None:
        self._left, self._done = 0, False

    def light(self, writes: int, *, done: bool) -> None:
        """Let the process end at a write from now on; `done` says whether that write still happens."""
        self._left, self._done = writes, done

    def put_out(self) -> None:
        """Nothing ends any more."""
        self._left = 0

    def burn(self, write: Callable[[], Any]) -> Any:
        """Do a write, unless the process ends first."""
        self._left -= 1
        if self._left != 0:
            return write()
        if self._done:
            write()
        raise Crash


class Brittle:
    """A port whose writes burn a fuse; what it reads is the port's own."""

    def __init__(self, port: Any, fuse: Fuse) -> None:
        self._port, self._fuse = port, fuse

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._port, name)
        if name not in WRITES:
            return attribute

        @wraps(attribute)
        def burning(*args: Any, **kwargs: Any) -> Any:
            return self._fuse.burn(partial(attribute, *args, **kwargs))

        return burning


def brittle(office: Office, fuse: Fuse) -> Office:
    """The same office, every store and the mailer of which burn one fuse."""
    ports: dict[str, Any] = {
        port.name: Brittle(getattr(office, port.name), fuse) for port in fields(office) if port.name not in STURDY
    }
    ports["mailer"] = partial(Brittle, office.mailer(), fuse)
    return replace(office, **ports)
