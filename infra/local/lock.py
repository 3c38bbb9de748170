"""One run per state folder: a lock that the kernel lets go when its holder ends, however it ends."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

# An emulator whose run was killed still saves for a moment.
PATIENCE = 3.0


class StateInUse(Exception):
    """Another run uses this state folder."""

    def __init__(self, state: Path, holder: str) -> None:
        super().__init__(
            f"Another run (process {holder}) uses {state}.\nStop it, or use another folder: make run STATE=elsewhere"
        )


@contextmanager
def claim(state: Path) -> Iterator[int]:
    """The folder's lock as a file descriptor, held until all its copies are closed; StateInUse when another has it."""
    with (state / "lock").open("a+", encoding="ascii") as lock:
        deadline = time.monotonic() + PATIENCE
        while not _locked(lock):
            if time.monotonic() > deadline:
                lock.seek(0)
                raise StateInUse(state, lock.read().strip())
            time.sleep(0.05)
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield lock.fileno()


def _locked(lock: TextIOWrapper) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
