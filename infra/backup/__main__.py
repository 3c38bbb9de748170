"""`python -m infra.backup`: export a table and import it elsewhere; save and restore the embedded run's state.

`export` and `import` work on the environment's DynamoDB, or with `--state FOLDER` on that of the embedded run.
"""

import argparse
import os
import sys
from pathlib import Path

from chalicelib.adapters.table import dynamodb
from infra.backup import archive
from infra.backup.export import Damaged, export
from infra.backup.importing import import_file
from infra.backup.snapshot import NeverStill
from infra.local.aws import EmulatorFailed
from infra.local.lock import StateInUse
from infra.local.reach import NoState, reached

EXPECTED = (Damaged, archive.Occupied, NeverStill, NoState, StateInUse, EmulatorFailed, FileNotFoundError)


def arguments(argv: list[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m infra.backup", description=__doc__.partition("\n")[0])
    parser.add_argument("deed", choices=["export", "import", "save", "restore"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--table", help="else the environment's SUKETTO_TABLE")
    parser.add_argument("--state", type=Path, help="state folder of the embedded run")
    parser.add_argument("--overwrite", action="store_true", help="restore: put the state that is there aside")
    return parser.parse_args(argv)


def exported(asked: argparse.Namespace) -> int:
    """Export a table, and say how much."""
    with reached(asked.state and asked.state.resolve()):
        manifest = export(dynamodb(), asked.table or os.environ["SUKETTO_TABLE"], asked.file)
    print(f"{sum(manifest['counts'].values())} items exported to {asked.file}, SHA-256 {manifest['sha256']}.")
    return 0


def imported(asked: argparse.Namespace) -> int:
    """Import into a table; 1 when something there differs."""
    with reached(asked.state and asked.state.resolve()):
        done = import_file(dynamodb(), asked.table or os.environ["SUKETTO_TABLE"], asked.file)
    print(f"{done.written} items written, {done.there} were there already, {len(done.differing)} differ.")
    for key in done.differing:
        print(f"left as it is: {key}")
    return 1 if done.differing else 0


def saved(asked: argparse.Namespace) -> int:
    """Save the state, and say what it holds; 1 when something in it is broken."""
    return _told("saved to", asked.file, archive.save(asked.state.resolve(), asked.file.resolve()))


def restored(asked: argparse.Namespace) -> int:
    """Restore the state, and say what it holds; 1 when something in it is broken."""
    contents = archive.restore(asked.file.resolve(), asked.state.resolve(), overwrite=asked.overwrite)
    return _told("restored from", asked.file, contents)


def _told(how: str, file: Path, contents: archive.Contents) -> int:
    items, broken = sum(contents.counts.values()), len(contents.faults)
    print(f"{items} items {how} {file}; {contents.records} records with {contents.events} events, {broken} broken.")
    for fault in contents.faults:
        print(f"broken: {fault}")
    return 1 if contents.faults else 0


DEEDS = {"export": exported, "import": imported, "save": saved, "restore": restored}


def main(argv: list[str]) -> int:
    """0 when all went well, 1 when something differs or is broken, 2 when nothing could be done."""
    asked = arguments(argv)
    try:
        return DEEDS[asked.deed](asked)
    except EXPECTED as reason:
        print(reason, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
