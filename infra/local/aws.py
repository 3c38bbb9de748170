"""Starts and stops the embedded AWS, which lives in a process of its own (emulator.py)."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from infra.local.lock import claim

READY_WITHIN, STOPPED_WITHIN = 30.0, 15.0
REGION = "ap-northeast-1"
ROOT = Path(__file__).parents[2]


class EmulatorFailed(Exception):
    """The embedded AWS did not start or has stopped; the text ends with what it said last."""


def client_environment(endpoint: str) -> dict[str, str]:
    """What makes an AWS SDK talk to the embedded AWS and to nothing else, whatever the machine is set up for."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "embedded",
        "AWS_SECRET_ACCESS_KEY": "embedded",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }


def emulator_environment(port: int, state: Path, *, kept: bool = True) -> dict[str, str]:
    """ministack's own settings."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": str(ROOT),
        "GATEWAY_PORT": str(port),
        "PERSIST_STATE": "1" if kept else "0",
        "STATE_DIR": str(state / "aws"),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "MINISTACK_REGION": REGION,
        "LOG_LEVEL": "WARNING",
        "DOCKER_HOST": "unix:///nonexistent",
    }


class EmbeddedAws:
    """The embedded AWS on a free loopback port, its state and the mails it sent in one folder.

    What it holds is forgotten at its end unless `kept`; saving takes the longer the more there is.
    """

    def __init__(self, state: Path, *, kept: bool = True) -> None:
        self._state, self._log, self.mails, self._kept = state, state / "aws.log", state / "mail", kept
        state.mkdir(parents=True, exist_ok=True)
        # The emulator alone keeps lock and listener open: both end with it, not with whoever started it.
        with claim(state) as lock, socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]
            self.process = self._start(listener.fileno(), lock)

    @property
    def endpoint(self) -> str:
        """Where AWS's clients reach it."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def wait(self) -> None:
        """Return once it answers."""
        deadline = time.monotonic() + READY_WITHIN
        while not self._answers():
            self.check()
            if time.monotonic() > deadline:
                raise EmulatorFailed(f"The embedded AWS does not answer.\n{self._last_words()}")
            time.sleep(0.02)

    def check(self) -> None:
        """EmulatorFailed when it has stopped by itself."""
        if self.process.poll() is not None:
            raise EmulatorFailed(f"The embedded AWS has stopped.\n{self._last_words()}")

    def stop(self) -> None:
        """Let it save its state and go."""
        self.process.terminate()
        try:
            self.process.communicate(timeout=STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()

    def _start(self, listener: int, lock: int) -> subprocess.Popen[bytes]:
        with self._log.open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "infra.local.emulator", str(listener), str(self.mails), _kept(self._kept)],
                cwd=ROOT,
                env=emulator_environment(self.port, self._state, kept=self._kept),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                pass_fds=[listener, lock],
                # Ctrl-C belongs to the parent, which stops this one last.
                start_new_session=True,
            )

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=READY_WITHIN)
        try:
            connection.request("GET", "/_ministack/health")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def _last_words(self) -> str:
        return "\n".join(self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:])


def _kept(kept: bool) -> str:
    return "kept" if kept else "unkept"
