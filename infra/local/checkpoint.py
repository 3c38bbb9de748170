"""How far the stream has been read, in a file that survives whatever ends the run."""

import os
from pathlib import Path


class Checkpoint:
    """The sequence number of the last record that was dealt with, 0 before the first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.after = int(path.read_text(encoding="ascii")) if path.exists() else 0

    def advance(self, sequence_number: int) -> None:
        """Everything up to this record is done; the file says either the old number or the new one."""
        draft = self._path.with_suffix(".draft")
        draft.write_text(f"{sequence_number}\n", encoding="ascii")
        os.replace(draft, self._path)
        self.after = sequence_number
