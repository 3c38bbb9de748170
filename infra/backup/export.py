"""A whole table as one file: an item a line, compressed, and at its end a manifest of all lines before it."""

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib.adapters.items import Item
from infra.backup import lines
from infra.scan import items

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MANIFEST = "manifest"


class Damaged(Exception):
    """The file is not what was once exported."""


def export(client: "DynamoDBClient", table: str, path: Path) -> dict[str, Any]:
    """Write the table into the file; the manifest: when, how many items of which room, and the digest of all lines.

    What passes by itself (sessions, codes, tokens, counters) stays behind.
    """
    began, counts, digest = datetime.now(UTC), Counter[str](), hashlib.sha256()
    with gzip.open(path, "wt", encoding="utf-8", newline="\n") as file:
        for item in items(client, table):
            if "expires" not in item:
                line = lines.written(item) + "\n"
                digest.update(line.encode())
                counts[room(item)] += 1
                file.write(line)
        manifest = {
            "table": table,
            "began_at": began.isoformat(),
            "ended_at": datetime.now(UTC).isoformat(),
            "counts": dict(sorted(counts.items())),
            "sha256": digest.hexdigest(),
        }
        file.write(json.dumps({MANIFEST: manifest}) + "\n")
    return manifest


def checked(path: Path) -> dict[str, Any]:
    """The file's manifest, once every line before it was found to be as it was written; Damaged."""
    digest, last = hashlib.sha256(), ""
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
            for line in file:
                digest.update(last.encode())
                last = line
        manifest: dict[str, Any] = json.loads(last)[MANIFEST]
    except (OSError, EOFError, ValueError, KeyError, TypeError) as damage:
        raise Damaged(f"{path} is cut off, or no export") from damage
    if manifest["sha256"] != digest.hexdigest():
        raise Damaged(f"{path} is not as it was exported")
    return manifest


def exported(path: Path) -> Iterator[Item]:
    """The items of a file, in its order."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            if not line.startswith(f'{{"{MANIFEST}"'):
                yield lines.read(line)


def room(item: Item) -> str:
    """What the partition is about: `CASE`, `AUDIT`, `LETTERS`."""
    return str(item["pk"]["S"]).partition("#")[0]
