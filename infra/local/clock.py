"""Moves the service's clock in the embedded run: deadlines pass without waiting for them."""

from datetime import timedelta
from pathlib import Path

from infra.local import whole


class ClockOffset:
    """The file that says by how many seconds the service is ahead of the machine."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def ahead(self) -> timedelta:
        """How far the service's clock has been moved."""
        return timedelta(seconds=int(self._path.read_text(encoding="ascii"))) if self._path.exists() else timedelta()

    def move(self, by: timedelta) -> None:
        """Move it on from where it is."""
        self._write(self.ahead + by)

    def reset(self) -> None:
        """Back to the machine's own time."""
        self._write(timedelta())

    def _write(self, ahead: timedelta) -> None:
        whole.write(self._path, b"%d\n" % ahead.total_seconds())
