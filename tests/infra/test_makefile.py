"""The Makefile says itself what it can do."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROMISED = {
    "help",
    "setup",
    "run",
    "test",
    "check",
    "faults",
    "engine",
    "fuzz",
    "scan",
    "bench",
    "soak",
    "load",
    "kill",
    "year",
    "package",
    "template",
    "e2e",
    "cold",
    "warm",
    "token",
    "clean",
    "audit",
    "backup",
    "restore",
}


def test_help_lists_every_target_and_nothing_else() -> None:
    """A target that help does not name is a target that nobody finds."""
    targets = set(re.findall(r"^([a-z0-9]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert targets == PROMISED
    assert set(re.findall(r"^  make ([a-z0-9]+) ", said, re.MULTILINE)) == PROMISED


def test_make_alone_helps() -> None:
    """Somebody who only types `make` must not start anything."""
    alone, helped = (
        subprocess.run(["make", *goal], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for goal in ([], ["help"])
    )

    assert alone == helped


def test_a_missing_python_is_said_so(tmp_path: Path) -> None:
    """Not an error message of make or pip."""
    (tmp_path / "Makefile").symlink_to(ROOT / "Makefile")
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).touch()

    failed = subprocess.run(["make", "setup", "PYTHON="], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert failed.returncode != 0
    assert "Python 3.11 or newer with its venv module is needed" in failed.stdout
