"""The embedded run's state in one file, and back: looked through before it is kept, and again before it is used."""

import hashlib
import json
import os
import tarfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from chalicelib.adapters.table import dynamodb
from infra.audit.checkup import checkup
from infra.backup import snapshot
from infra.backup.export import Damaged, room
from infra.local.environment import TABLE
from infra.local.lock import claim
from infra.local.reach import NoState, reached
from infra.scan import items

MANIFEST = "manifest.json"


class Occupied(Exception):
    """There is a state already where one should be restored."""

    def __init__(self, state: Path) -> None:
        super().__init__(f"There is a state in {state} already. To put it aside and restore: make restore OVERWRITE=1")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a state holds: items by room, verified records and events, and faults in words."""

    counts: dict[str, int]
    records: int
    events: int
    faults: list[str]


def save(state: Path, file: Path) -> Contents:
    """Copy the state of one moment, look it through, and pack it. NoState."""
    if not (state / "aws").is_dir():
        raise NoState(state)
    with _workshop(file) as folder:
        snapshot.copy(state, folder / "state")
        draft = file.with_name(file.name + ".draft")
        files = _digests(folder / "state")
        with tarfile.open(folder / "state.tar", "w") as archive:
            archive.add(folder / "state", "state")
        # Opening it lets the emulator write into it: what is packed is the copy as it was taken.
        contents = contents_of(folder / "state")
        manifest = {"files": files, **asdict(contents)}
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")
        with tarfile.open(draft, "w:gz") as archive:
            archive.add(folder / MANIFEST, MANIFEST)
            archive.add(folder / "state.tar", "state.tar")
        os.replace(draft, file)
    return contents


def restore(file: Path, state: Path, *, overwrite: bool = False) -> Contents:
    """Unpack, look through, and put in place; what was there is put aside. Occupied, Damaged, StateInUse."""
    if (state / "aws").exists() and not overwrite:
        raise Occupied(state)
    with _workshop(state) as folder:
        manifest = _unpacked(file, folder)
        contents = contents_of(folder / "state")
        _require_same(file, asdict(contents), manifest)
        if state.exists():
            with claim(state):
                os.rename(state, _aside(state))
        os.rename(folder / "state", state)
    return contents


def contents_of(state: Path) -> Contents:
    """What the state in a folder holds."""
    with reached(state):
        counts = Counter(room(item) for item in items(dynamodb(), TABLE))
        found = checkup()
    faults = [str(fault) for fault in found.faults]
    return Contents(dict(sorted(counts.items())), found.records, found.events, faults)


def _unpacked(file: Path, folder: Path) -> Any:
    try:
        with tarfile.open(file) as archive:
            archive.extractall(folder, filter="data")
        with tarfile.open(folder / "state.tar") as archive:
            archive.extractall(folder, filter="data")
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, EOFError, tarfile.TarError, ValueError) as damage:
        raise Damaged(f"{file} is cut off, or no backup") from damage
    if _digests(folder / "state") != manifest["files"]:
        raise Damaged(f"{file} is not as it was saved")
    return manifest


def _require_same(file: Path, found: dict[str, Any], saved: dict[str, Any]) -> None:
    """Items, records, events and faults are those that were found when it was saved, as far as that was noted then."""
    for name in found.keys() & saved.keys():
        if found[name] != saved[name]:
            raise Damaged(f"{file} does not hold what was saved: {name} {found[name]}, not {saved[name]}")


def _digests(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def _aside(state: Path) -> Path:
    """The first free name beside the state."""
    names = (state.with_name(f"{state.name}.before-restore-{count}") for count in range(1, 10_000))
    return next(path for path in names if not path.exists())


@contextmanager
def _workshop(beside: Path) -> Iterator[Path]:
    """A folder on the same disk, so that what was made in it is put in place at once."""
    beside.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=beside.parent, prefix=".suketto-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
