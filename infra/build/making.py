"""From the sources to a package that has been looked at."""

import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from infra.build import template
from infra.build.contents import require_distributions, require_files, require_machine, require_room, size_of
from infra.build.failure import BuildFailed
from infra.build.packaging import package
from infra.build.sealing import add_bytecode, seal
from infra.build.source import ROOT, packaged_files
from infra.build.starting import handlers_of, require_start

RUNTIME = (3, 11)
NATIVE = "x86_64"


@dataclass(frozen=True, slots=True)
class Package:
    """A finished package; sizes in bytes."""

    architecture: str
    archive: Path
    template: Path
    unzipped: int

    @property
    def zipped(self) -> int:
        """Bytes of the archive."""
        return self.archive.stat().st_size


def make(architecture: str, out: Path) -> Package:
    """Build into `out`; BuildFailed unless everything is there, fits, and starts."""
    if sys.version_info[:2] != RUNTIME:
        raise BuildFailed("Lambda runs our code on Python 3.11, and bytecode is for one version: build with that one.")
    out.mkdir(parents=True, exist_ok=True)
    made = Package(architecture, out / "deployment.zip", out / "sam.yaml", 0)
    with tempfile.TemporaryDirectory() as work:
        package(architecture, work=Path(work) / "source", out=out)
        content = Path(work) / "content"
        with zipfile.ZipFile(made.archive) as raw:
            raw.extractall(content)
        add_bytecode(content)
        seal(content, made.archive)
    return inspected(made)


def inspected(made: Package) -> Package:
    """The package with its size, once the archive was opened and found good."""
    with tempfile.TemporaryDirectory() as opened:
        content = Path(opened)
        with zipfile.ZipFile(made.archive) as sealed:
            sealed.extractall(content)
        require_files(content, packaged_files())
        require_distributions(content, (ROOT / "requirements.txt").read_text(encoding="utf-8"))
        require_machine(content, made.architecture)
        unzipped = size_of(content)
        require_room(made.zipped, unzipped)
        # The other processor's libraries cannot be loaded here.
        if made.architecture == NATIVE:
            require_start(content, handlers_of(template.read(made.template)))
    return Package(made.architecture, made.archive, made.template, unzipped)
