"""The site's own style sheets, script and mark: read once, known by name, nothing else in the folder opens."""

import hashlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from chalicelib.domain.errors import NotFound

FOLDER = Path(__file__).parent / "static"
CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
}


class StaticFile(NamedTuple):
    """A file as it is sent; the etag changes when the content does."""

    content: bytes
    content_type: str
    etag: str


@cache
def shelf() -> dict[str, StaticFile]:
    """Every file that may be sent, by its name."""
    return {path.name: _read(path) for path in FOLDER.iterdir() if path.suffix in CONTENT_TYPES}


def load(name: str) -> StaticFile:
    """The file of this name; NotFound for anything else, however it is written."""
    try:
        return shelf()[name]
    except KeyError:
        raise NotFound(f"no static file {name!r}") from None


def address(name: str) -> str:
    """Where browsers fetch the file; it changes with the content, so that it may be cached for ever."""
    return f"/static/{name}?v={load(name).etag}"


def _read(path: Path) -> StaticFile:
    content = path.read_bytes()
    return StaticFile(content, CONTENT_TYPES[path.suffix], hashlib.sha256(content).hexdigest()[:16])
