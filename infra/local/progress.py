"""What the run says on the terminal."""

from pathlib import Path

from chalicelib.service.office import Office
from infra.local import sample


def say(what: str, how: object) -> None:
    """One line of progress."""
    print(f"  {what:<14} {how}", flush=True)


def welcome(office: Office, *, address: str, mails: Path) -> None:
    """Where to go, who to be, and where the mails are."""
    say("site", f"{address}/")
    say("mails", f"{address}/local/mail, as files in {mails}")
    for role, email in sample.accounts(office):
        say(role, email)
    print("Sign in with one of these addresses; the code comes by mail. Ctrl-C stops the service.", flush=True)
