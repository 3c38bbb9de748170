"""Hold the service against the rules: one line for each breach, exit status 1 when there is one."""

import sys
from pathlib import Path

from infra.rules import pages, sources

ROOT = Path(__file__).parents[2]
# Mails have no browser to protect; a tag in them would be shown as it stands, except in the one HTML frame.
PAGES = ("chalicelib/web/**/*.html", "chalicelib/web/static/*.css", "chalicelib/web/static/*.js")
# Vendored byte for byte: what it says is held by its digest.
VENDORED = {"tokens.css"}


def main(root: Path = ROOT) -> int:
    """The number of breaches, at most one as an exit status."""
    found = []
    for path in sorted(path for pattern in PAGES for path in root.glob(pattern) if path.name not in VENDORED):
        found += [(path, *fault) for fault in pages.faults(path.read_text("utf-8"))]
    for path in sorted([root / "app.py", *root.glob("chalicelib/**/*.py")]):
        found += [(path, *fault) for fault in sources.faults(path.relative_to(root), path.read_text("utf-8"))]
    for path, line, sentence in found:
        print(f"{path.relative_to(root)}:{line}: {sentence}")
    return min(len(found), 1)


if __name__ == "__main__":
    sys.exit(main())
