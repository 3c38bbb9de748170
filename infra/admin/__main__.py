"""`python -m infra.admin`: lets the first secretary in, takes off a lost authenticator, rotates the secret.

On AWS it works with the caller's own rights on what `SUKETTO_TABLE`, `SUKETTO_BASE_URL` and `SUKETTO_SECRET` name, on
one machine on a state folder. What it does to people is on record as the operator's.
"""

import argparse
import sys
from pathlib import Path

from chalicelib import bootstrap
from chalicelib.adapters.secrets import secrets_manager
from chalicelib.domain.errors import InvalidContent, NotFound, Rejected
from chalicelib.domain.identity import Role
from chalicelib.service.issue_token import OPERATOR
from chalicelib.service.keep_factor import reseal_factors, reset_factor
from chalicelib.service.keep_users import Person, invite_user
from chalicelib.service.office import Office
from chalicelib.settings import SettingsInvalid
from infra.admin.rotation import rotate
from infra.local.aws import EmulatorFailed
from infra.local.lock import StateInUse
from infra.local.reach import NoState, reached

EXPECTED = (Rejected, SettingsInvalid, NoState, EmulatorFailed, StateInUse)


def arguments(argv: list[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m infra.admin", description=__doc__)
    parser.add_argument("--state", type=Path, help="state folder of the embedded run; else the environment's table")
    commands = parser.add_subparsers(dest="command", required=True)
    invite = commands.add_parser("invite", help="let somebody in for the secretariat; they are told by mail")
    invite.add_argument("--email", required=True)
    invite.add_argument("--name", required=True)
    invite.add_argument("--department", default="")
    invite.add_argument("--telephone", default="")
    reset = commands.add_parser("reset-factor", help="take somebody's authenticator off; they set up another one")
    reset.add_argument("--email", required=True)
    reset.add_argument("--reason", required=True)
    commands.add_parser("rotate", help="put another secret in force; the one before counts on")
    commands.add_parser("reseal", help="seal every authenticator's secret with the secret in force")
    return parser.parse_args(argv)


def main(argv: list[str]) -> int:
    """Do it, and say what was done, or why it was not."""
    asked = arguments(argv)
    try:
        with reached(asked.state and asked.state.resolve()):
            print(COMMANDS[asked.command](asked))
    except InvalidContent as refusal:
        print("\n".join(refusal.faults.values()), file=sys.stderr)
        return 1
    except EXPECTED as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


def _invited(asked: argparse.Namespace) -> str:
    person = Person(asked.name, asked.email, Role.SECRETARIAT, "", asked.department, asked.telephone)
    user = invite_user(bootstrap.office(), OPERATOR, person)
    return f"{user.id}: {user.email} may sign in, and is told so by mail"


def _reset(asked: argparse.Namespace) -> str:
    office = bootstrap.office()
    user = reset_factor(office, OPERATOR, _user_id(office, asked.email), reason=asked.reason)
    return f"{user.id}: the next sign-in sets up another authenticator"


def _user_id(office: Office, email: str) -> str:
    try:
        return office.doors.user_by_email(email).id
    except NotFound:
        raise NotFound(f"nobody signs in with {email}") from None


def _rotated(asked: argparse.Namespace) -> str:
    settings = bootstrap.environment()
    rotate(secrets_manager(), settings.secret, file=settings.secret_file)
    return "another secret is in force; what the one before has sealed and signed counts until the next rotation"


def _resealed(asked: argparse.Namespace) -> str:
    return f"{reseal_factors(bootstrap.office())} authenticators are sealed with the secret in force"


COMMANDS = {"invite": _invited, "reset-factor": _reset, "rotate": _rotated, "reseal": _resealed}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
