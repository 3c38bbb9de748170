"""What the run says on the terminal."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from chalicelib.domain.errors import NotFound
from chalicelib.domain.identity import User
from chalicelib.service.office import Office
from infra.local.sample import FILES


def say(what: str, how: object) -> None:
    """One line of progress."""
    print(f"  {what:<14} {how}", flush=True)


def welcome(office: Office, *, address: str, mails: Path) -> None:
    """Where to go, who to be, and where the mails are."""
    say("mails", f"{address}/local/mail, as files in {mails}")
    accounts = list(sample_accounts(office))
    for user in accounts:
        place = office.profile.municipality(user.municipality).name if user.municipality else user.department
        say(user.role, f"{user.email:<29} {user.name}（{place}）")
    what_to_do = f" and sign in with one of these addresses; the codes lie in {address}/local/mail" if accounts else ""
    print(f"\nOpen {address}/{what_to_do}. Ctrl-C stops the service.", flush=True)


def sample_accounts(office: Office) -> Iterator[User]:
    """The users of the sample data, if they were loaded."""
    for told in tomllib.loads((FILES / "users.toml").read_text(encoding="utf-8"))["users"]:
        try:
            yield office.doors.user_by_email(told["email"])
        except NotFound:
            return
