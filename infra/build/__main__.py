"""`make package`: the deployable package for each processor, with its template, in build/package."""

import argparse
import hashlib
import sys
from pathlib import Path

from infra.build.contents import MACHINES, MEGABYTE, UNZIPPED_LIMIT, ZIP_LIMIT
from infra.build.failure import BuildFailed
from infra.build.making import Package, make

OUT = Path("build") / "package"


def arguments(argv: list[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="make package", description="Builds and checks the deployable package.")
    parser.add_argument("--architecture", choices=MACHINES, action="append", help="both by default")
    parser.add_argument("--out", type=Path, default=OUT, help="a folder, with one below it for each processor")
    return parser.parse_args(argv)


def report(made: Package) -> str:
    """Where the package lies, how large it is beside the limits, and its digest."""
    sizes = (
        f"{made.zipped / MEGABYTE:.1f} MB zipped (limit {ZIP_LIMIT / MEGABYTE:.0f}), "
        f"{made.unzipped / MEGABYTE:.1f} MB unzipped (limit {UNZIPPED_LIMIT / MEGABYTE:.0f})"
    )
    digest = hashlib.sha256(made.archive.read_bytes()).hexdigest()
    return f"{made.archive}: {sizes}\n  sha256 {digest}"


def main(argv: list[str]) -> int:
    """Build what was asked for; 1 when a package is not as it should be."""
    asked = arguments(argv)
    try:
        for architecture in asked.architecture or MACHINES:
            print(report(make(architecture, asked.out / architecture)), flush=True)
    except BuildFailed as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
