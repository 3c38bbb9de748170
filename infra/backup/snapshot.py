"""A state folder copied as of one moment, while the run that uses it may go on."""

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

# What belongs to a run, not to what it keeps.
LEFT_OUT = ("lock", "running.json", "*.log", "*.draft", "*.tmp")
TRIES, PAUSE = 100, 0.05

Stamp = dict[str, tuple[int, int, int]]


class NeverStill(Exception):
    """So much was written that no copy of one moment could be taken."""


def copy(state: Path, to: Path) -> None:
    """Copy the folder; again, when anything in it changed meanwhile. What was acknowledged is in its journal."""
    for _ in range(TRIES):
        before = _stamp(state)
        try:
            shutil.copytree(state, to, ignore=shutil.ignore_patterns(*LEFT_OUT))
        except (shutil.Error, FileNotFoundError):
            before = {}
        if before and before == _stamp(state):
            return
        shutil.rmtree(to, ignore_errors=True)
        time.sleep(PAUSE)
    raise NeverStill(f"{state} is written to all the time. Stop the service, then try again.")


def _stamp(state: Path) -> Stamp:
    """Which files there are, and whether they are still the same."""
    ignored = shutil.ignore_patterns(*LEFT_OUT)
    found: Stamp = {}
    for folder, _, names in os.walk(state):
        for name in set(names) - ignored(folder, names):
            with suppress(FileNotFoundError):
                stat = os.stat(os.path.join(folder, name))
                found[os.path.join(folder, name)] = stat.st_ino, stat.st_mtime_ns, stat.st_size
    return found
