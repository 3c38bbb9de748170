"""`make token`: a bearer token for the running service's `/v1`."""

import argparse
import sys
from pathlib import Path

from chalicelib import bootstrap
from chalicelib.domain.errors import Rejected
from chalicelib.service.issue_token import issue_token
from infra.local.address import NotRunning, of_the_running
from infra.local.environment import adopt


def arguments(argv: list[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="make token", description="Prints a bearer token for /v1.")
    parser.add_argument("role", choices=["secretariat", "municipality"])
    parser.add_argument("code", nargs="?", help="6-digit code of the municipality")
    parser.add_argument("--state", type=Path, default=Path(".local"))
    return parser.parse_args(argv)


def main(argv: list[str]) -> int:
    """Print the token, or say why there is none."""
    asked = arguments(argv)
    try:
        adopt(of_the_running(asked.state))
        print(issue_token(bootstrap.office(), role=asked.role, municipality=asked.code))
    except (NotRunning, Rejected) as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
