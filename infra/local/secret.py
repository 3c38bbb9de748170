"""The embedded run's own secret, made once and kept beside its state."""

import json
import os
import secrets
from pathlib import Path


def kept_secret(folder: Path) -> None:
    """Make the folder's secret when there is none."""
    path = folder / "secret.json"
    if not path.exists():
        keep(path, json.dumps({"current": secrets.token_urlsafe(48), "previous": ""}))


def keep(path: Path, text: str) -> None:
    """Put a text into a file that nobody but its owner may read, at once."""
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(draft, path)
