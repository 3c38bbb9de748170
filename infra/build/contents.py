"""Whether a package holds everything it needs, for the right processor, within Lambda's limits."""

import re
from collections.abc import Iterable
from pathlib import Path

from infra.build.failure import BuildFailed

MEGABYTE = 2**20
# Lambda takes 250 MB unzipped; 60 MB zipped is our own limit, since every deployment carries it.
UNZIPPED_LIMIT, ZIP_LIMIT = 250 * MEGABYTE, 60 * MEGABYTE
# e_machine of an ELF file, its bytes 18 and 19.
MACHINES = {"x86_64": 0x3E, "arm64": 0xB7}


def require_files(folder: Path, wanted: Iterable[str]) -> None:
    """Every one of these files lies below the folder."""
    _none_of((name for name in wanted if not (folder / name).is_file()), "not in the package")


def require_distributions(folder: Path, requirements: str) -> None:
    """Every pinned requirement lies below the folder in its version."""
    there = {_distribution(path.name) for path in folder.glob("*.dist-info")}
    pins = re.findall(r"^([\w.-]+==[\w.]+)", requirements, re.MULTILINE)
    _none_of((pin for pin in pins if _plain(pin) not in there), "no wheel in the package")


def require_machine(folder: Path, architecture: str) -> None:
    """Every native library below the folder is for this processor."""
    foreign = (
        str(path.relative_to(folder))
        for path in folder.rglob("*.so*")
        if int.from_bytes(path.read_bytes()[18:20], "little") != MACHINES[architecture]
    )
    _none_of(foreign, f"not for {architecture}")


def require_room(zipped: int, unzipped: int) -> None:
    """Both sizes, in bytes, are within the limits."""
    for size, limit, what in ((zipped, ZIP_LIMIT, "zipped"), (unzipped, UNZIPPED_LIMIT, "unzipped")):
        if size > limit:
            raise BuildFailed(f"{size / MEGABYTE:.1f} MB {what}, {limit / MEGABYTE:.0f} MB are the limit")


def size_of(folder: Path) -> int:
    """Bytes of all files below the folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _none_of(faults: Iterable[str], what: str) -> None:
    if found := sorted(faults):
        raise BuildFailed("\n".join(f"{fault}: {what}" for fault in found))


def _distribution(folder_name: str) -> str:
    name, _, version = folder_name.removesuffix(".dist-info").partition("-")
    return _plain(f"{name}=={version}")


def _plain(pin: str) -> str:
    return pin.lower().replace("_", "-").replace(".", "-")
