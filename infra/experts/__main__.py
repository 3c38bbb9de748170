"""`python -m infra.experts FILE`: register a file's experts in the environment's table; whoever is there stays.

With `--state FOLDER` in the table of the embedded run on that folder.
"""

import argparse
import sys
from pathlib import Path

from chalicelib import bootstrap
from chalicelib.domain.calendar import local_day
from chalicelib.domain.errors import NotFound, SukettoError
from chalicelib.domain.expert import Expert
from chalicelib.service.issue_token import OPERATOR
from chalicelib.service.keep_experts import register_expert
from chalicelib.service.office import Office
from chalicelib.settings import SettingsInvalid
from infra.experts.reading import FileInvalid, experts_in
from infra.local.aws import EmulatorFailed
from infra.local.lock import StateInUse
from infra.local.reach import NoState, reached

EXPECTED = (FileInvalid, SukettoError, SettingsInvalid, NoState, StateInUse, EmulatorFailed, FileNotFoundError)


def arguments(argv: list[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m infra.experts", description="Registers a file's experts.")
    parser.add_argument("file", type=Path, help="TOML, as infra/sample/experts.toml")
    parser.add_argument("--state", type=Path, help="state folder of the embedded run; else the environment's table")
    return parser.parse_args(argv)


def register(office: Office, experts: list[Expert]) -> tuple[int, int]:
    """How many were registered, and how many were there."""
    new = [expert for expert in experts if not _known(office, expert.id)]
    for expert in new:
        register_expert(office, OPERATOR, expert)
    return len(new), len(experts) - len(new)


def _known(office: Office, expert_id: str) -> bool:
    try:
        office.experts.expert(expert_id)
    except NotFound:
        return False
    return True


def main(argv: list[str]) -> int:
    """0 when all of them are registered, 2 when the file or the table is not as it should be."""
    asked = arguments(argv)
    try:
        with reached(asked.state and asked.state.resolve()):
            office = bootstrap.office()
            registered, there = register(office, experts_in(asked.file, local_day(office.now())))
    except EXPECTED as reason:
        print(reason, file=sys.stderr)
        return 2
    print(f"{registered} experts registered, {there} were there already.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
