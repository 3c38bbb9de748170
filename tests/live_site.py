"""A fixture that starts the whole service as `make run` does, on free ports and with a state of its own."""

import json
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pyotp import TOTP

from infra.local.address import NAME, NotRunning, of_the_running
from infra.local.eml import Mail

ROOT = Path(__file__).parents[1]
STARTS_WITHIN, ARRIVES_WITHIN, NEXT_CODE_WITHIN = 60.0, 15.0, 45.0


@dataclass(frozen=True, slots=True)
class LiveSite:
    """The running service: `url` without a slash at its end, its process and its state folder."""

    url: str
    state: Path
    process: subprocess.Popen[bytes]

    def mails(self, to: str = "", *, containing: str = "") -> list[Mail]:
        """Mails so far, newest last; to one address, and with certain words in subject or text, where given."""
        mails: list[Mail] = json.loads(self.read("/local/mail.json"))
        return [mail for mail in mails if to in ("", mail["to"]) and containing in f"{mail['subject']}\n{mail['text']}"]

    def mail(self, to: str, *, containing: str = "") -> Mail:
        """The newest such mail; waits until one has arrived."""
        deadline = time.monotonic() + ARRIVES_WITHIN
        while not (found := self.mails(to, containing=containing)):
            assert time.monotonic() < deadline, f"no mail to {to} containing {containing!r}: {self.mails(to)}"
            time.sleep(0.1)
        return found[-1]

    def authenticator(self, email: str) -> str:
        """The code of somebody's authenticator; waits while all that count now are used."""
        deadline = time.monotonic() + NEXT_CODE_WITHIN
        while not (code := json.loads(self.read("/local/codes.json"))[email]):
            assert time.monotonic() < deadline, f"no code of {email}"
            time.sleep(0.5)
        return str(code)

    def authenticator_of(self, secret: TOTP) -> str:
        """The code that somebody's own authenticator shows by the service's clock."""
        ahead = self.state / "clock"
        seconds = float(ahead.read_text(encoding="utf-8")) if ahead.exists() else 0.0
        return secret.at(int(time.time() + seconds))

    def move_clock(self, **by: float) -> None:
        """Move the service's clock on by `days` or `hours`, or `reset` it."""
        self.read("/local/clock", by)

    def read(self, path: str, sent: dict[str, Any] | None = None, *, token: str = "") -> bytes:
        """GET a path, or POST JSON to it."""
        content = json.dumps(sent).encode() if sent is not None else None
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        request = urllib.request.Request(self.url + path, content, headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=ARRIVES_WITHIN) as answer:  # noqa: S310
            body: bytes = answer.read()
        return body


def start(state: Path, *, sample: int = 1) -> LiveSite:
    """Start the service on a state folder and wait until it answers."""
    state.mkdir(parents=True, exist_ok=True)
    # A run that was killed left its address behind.
    (state / NAME).unlink(missing_ok=True)
    command = [sys.executable, "-m", "infra.local.run", "--port", "0", "--state", str(state), "--sample", str(sample)]
    with (state / "run.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    return LiveSite(url=address(state, process), state=state, process=process)


def address(state: Path, process: subprocess.Popen[bytes]) -> str:
    """Where the service is reached, as soon as it is."""
    deadline = time.monotonic() + STARTS_WITHIN
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(NotRunning):
            return of_the_running(state)["SUKETTO_BASE_URL"]
        time.sleep(0.05)
    pytest.fail((state / "run.log").read_text(encoding="utf-8"))


def stop(site: LiveSite) -> int:
    """Ctrl-C; the exit status."""
    site.process.send_signal(signal.SIGINT)
    return site.process.wait(timeout=20)


@pytest.fixture(scope="module")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """The whole service with sample data, started anew for each test module."""
    site = start(tmp_path_factory.mktemp("live"))
    yield site
    stop(site)
