"""What the subcommands of a ranking have in common: their arguments, the file they read and the one they write."""

import json
from argparse import ArgumentParser
from pathlib import Path

from matching.document.question import Question, load
from matching.errors import Fault


def parser(name: str, *, about: str) -> ArgumentParser:
    """A parser that knows FILE.json, --out and --language."""
    made = ArgumentParser(prog=f"python -m matching {name}", description=about)
    made.add_argument("file", metavar="FILE.json", type=Path, help="need and candidates, as matching.document says")
    made.add_argument("--out", metavar="FILE", type=Path, help="write the result as JSON, too")
    made.add_argument("--language", choices=("ja", "en"), default="ja", help="of the summary (default: ja)")
    return made


def read(path: Path) -> Question:
    """The question in a file; a fault names the file and the place in it."""
    try:
        return load(path)
    except Fault as fault:
        raise Fault(f"{path}: {fault.where}", fault.what) from None


def write(path: Path | None, document: object) -> None:
    """Write a document as JSON, if a file was asked for."""
    if path is not None:
        path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
