"""Files that are seen either as they were or as they are meant to be, never in between."""

import os
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Put the content into the file at once."""
    draft = path.with_suffix(".draft")
    draft.write_bytes(content)
    os.replace(draft, path)
