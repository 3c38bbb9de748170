"""How far the stream has been read, in a file that survives whatever ends the run."""

from pathlib import Path

from infra.local import whole


class Checkpoint:
    """The sequence number of the last record that was dealt with, 0 before the first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.after = int(path.read_text(encoding="ascii")) if path.exists() else 0

    def advance(self, sequence_number: int) -> None:
        """Everything up to this record is done."""
        whole.write(self._path, b"%d\n" % sequence_number)
        self.after = sequence_number
