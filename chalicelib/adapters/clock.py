"""The time: the machine's, or the machine's moved by a number of seconds that a file holds."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep


class SystemClock:
    """`ports.Clock`: this machine's."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def wait(self, seconds: float) -> None:
        sleep(seconds)


class MovedClock:
    """The machine's clock moved by the seconds written in a file; the embedded run only."""

    def __init__(self, offset: Path) -> None:
        self.offset = offset

    def now(self) -> datetime:
        try:
            seconds = float(self.offset.read_text(encoding="ascii"))
        except (OSError, ValueError):
            seconds = 0
        return datetime.now(UTC) + timedelta(seconds=seconds)

    def wait(self, seconds: float) -> None:
        sleep(seconds)
