"""What every test shares: the embedded AWS where it is asked for, and no way out of the machine."""

import socket
from typing import Any

import pytest

pytest_plugins = ["tests.embedded", "tests.second_engine", "tests.live_site"]

LOOPBACK = ("127.", "localhost", "::1")


@pytest.fixture(autouse=True)
def no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection beyond loopback is an error, not a hidden dependency."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):
            raise ConnectionRefusedError(f"tests do not leave this machine: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
