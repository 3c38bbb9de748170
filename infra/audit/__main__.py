"""`python -m infra.audit verify`: every record of the environment's table verified; 1 when one is broken.

With `--state FOLDER` the table of the embedded run on that folder, whether it runs or not.
"""

import argparse
import sys
from pathlib import Path

from chalicelib.settings import SettingsInvalid
from infra.audit.checkup import checkup
from infra.local.aws import EmulatorFailed
from infra.local.lock import StateInUse
from infra.local.reach import NoState, reached

EXPECTED = (NoState, SettingsInvalid, EmulatorFailed, StateInUse)


def arguments(argv: list[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m infra.audit", description="Verifies every record of a table.")
    parser.add_argument("deed", choices=["verify"])
    parser.add_argument("--state", type=Path, help="state folder of the embedded run; else the environment's table")
    return parser.parse_args(argv)


def verify() -> int:
    """Verify the table of this process's environment, and say what was found."""
    found = checkup()
    print(f"{found.records} records with {found.events} events verified, {len(found.faults)} broken.")
    for place, fault in enumerate(found.faults):
        print(f"{'first broken: ' if place == 0 else '  also broken: '}{fault}")
    return 1 if found.faults else 0


def main(argv: list[str]) -> int:
    """0 when everything is whole, 1 when something is broken, 2 when nothing could be verified."""
    asked = arguments(argv)
    try:
        with reached(asked.state and asked.state.resolve()):
            return verify()
    except EXPECTED as reason:
        print(reason, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
