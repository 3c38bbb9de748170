"""Requests that changed the embedded DynamoDB, on disk before whoever sent them hears of it."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple


class Entry(NamedTuple):
    """One request: its headers and its body, both of which are text in DynamoDB's protocol."""

    headers: dict[str, str]
    body: str


class Journal:
    """Numbered files in a folder, of one line an entry. What is written outlives the process, though not the machine.

    `length` is the number of bytes in the newest of them.

    Whoever has saved the state itself forgets the files that it covers. Repeating entries that a saved state holds
    already does no harm: the conditions of the service's changes refuse them.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._left = folder, sorted(folder.glob("*.jsonl"))
        self._begin(int(self._left[-1].stem) + 1 if self._left else 1)

    def entries(self) -> Iterator[Entry]:
        """What earlier runs left, oldest first; a line that was cut off had not been acknowledged."""
        for path in self._left:
            for line in path.read_bytes().splitlines(keepends=True):
                if line.endswith(b"\n"):
                    yield Entry(*json.loads(line))

    def write(self, entry: Entry) -> None:
        """Add an entry; it is in the hands of the kernel when this returns."""
        self.length += self._file.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")

    def turn(self) -> Sequence[Path]:
        """Begin a new file; those before it, which a state that is saved from now on covers."""
        covered = [*self._left, self._path]
        self._file.close()
        self._left = covered
        self._begin(int(self._path.stem) + 1)
        return covered

    def forget(self, covered: Sequence[Path]) -> None:
        """Remove files whose entries are saved."""
        for path in covered:
            path.unlink(missing_ok=True)
        self._left = [path for path in self._left if path not in covered]

    def _begin(self, number: int) -> None:
        self.length = 0
        self._path = self._folder / f"{number:012d}.jsonl"
        # Unbuffered: each entry is one write.
        self._file = self._path.open("ab", buffering=0)
