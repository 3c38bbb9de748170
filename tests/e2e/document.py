"""docs/operations.md as somebody follows it: its blocks of commands, typed one after another into one shell."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "operations.md"
PART = re.compile(r"^(?P<level>##+) (?P<heading>[^\n]+)$|^```console\n(?P<commands>.*?)^```$", re.MULTILINE | re.DOTALL)
ELSEWHERE = "# on AWS only: "
# `make e2e` itself has done these just before.
DONE = ("make setup", "make package")


@dataclass(frozen=True, slots=True)
class Block:
    """Commands below a heading, within a section of the document."""

    section: str
    heading: str
    commands: str

    @property
    def elsewhere(self) -> bool:
        """Whether it says that only the real AWS can answer it."""
        return self.commands.startswith(ELSEWHERE)


def blocks(text: str) -> Iterator[Block]:
    """All blocks of the document, in its order."""
    section = heading = ""
    for part in PART.finditer(text):
        if part["level"]:
            heading = part["heading"]
            section = heading if part["level"] == "##" else section
        else:
            yield Block(section, heading, part["commands"])


def section(name: str) -> list[Block]:
    """What is to be typed in one section of the document as it stands."""
    found = [block for block in blocks(DOCUMENT.read_text(encoding="utf-8")) if block.section == name]
    assert found, f"{DOCUMENT.name} has no commands under {name!r}"
    return [block for block in found if not block.elsewhere]


class Shell:
    """One bash in the repository's folder: what a block exports or defines is there for the next."""

    def __init__(self, memory: Path, environment: Mapping[str, str]) -> None:
        self._memory, self._environment = memory, environment
        self.said: list[str] = []
        memory.touch()

    def type(self, commands: str) -> str:
        """Run commands; what they printed. An error with their last words when one of them fails."""
        keep = f"{{ declare -px; declare -f; }} > '{self._memory}'"
        script = f"set -euo pipefail\nsource '{self._memory}'\n{_still_to_do(commands)}\n{keep}\n"
        done = subprocess.run(
            ["bash", "-c", script], cwd=ROOT, env=dict(self._environment), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{commands}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        self.said.append(done.stdout)
        return done.stdout

    def export(self, **values: str) -> None:
        """What somebody fills in by hand."""
        self.type("\n".join(f"export {name}='{value}'" for name, value in values.items()))

    def value(self, name: str) -> str:
        """A variable of the shell."""
        return self.type(f'printf %s "${name}"')


def _still_to_do(commands: str) -> str:
    return "\n".join(line for line in commands.splitlines() if line not in DONE)
