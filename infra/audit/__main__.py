"""`python -m infra.audit verify`: every record of the environment's table verified; 1 when one is broken.

With `--state FOLDER` the table of the embedded run on that folder, whether it runs or not.
"""

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path

from chalicelib import bootstrap
from chalicelib.adapters.table import dynamodb
from chalicelib.service.verify_record import Verdict
from chalicelib.settings import SettingsInvalid, from_environment
from infra.audit.inventory import inventory
from infra.audit.verifying import lost_numbers, verdicts
from infra.local.aws import EmulatorFailed
from infra.local.environment import adopt
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
    given = from_environment()
    whole = inventory(dynamodb(), given.table)
    found = list(verdicts(bootstrap.joined(given), whole))
    faults = [verdict.fault for verdict in found if verdict.fault] + lost_numbers(whole)
    print(f"{len(found)} records with {events(found)} events verified, {len(faults)} broken.")
    for place, fault in enumerate(faults):
        print(f"{'first broken: ' if place == 0 else '  also broken: '}{fault}")
    return 1 if faults else 0


def events(found: list[Verdict]) -> int:
    """How many events these records have."""
    return sum(len(verdict.events) for verdict in found)


def main(argv: list[str]) -> int:
    """0 when everything is whole, 1 when something is broken, 2 when nothing could be verified."""
    asked = arguments(argv)
    try:
        with reached(asked.state.resolve()) if asked.state else nullcontext() as environment:
            if environment:
                adopt(environment)
            return verify()
    except EXPECTED as reason:
        print(reason, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
