"""The mails of the embedded run, read as they come: answer links for experts, codes for whoever signs in."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from infra.local.eml import read

LINK = re.compile(r"https?://[^/\s]+(/answer/[A-Za-z0-9_-]{22})")
CODE = re.compile(r"(?<!\d)\d{8}(?!\d)")
NUMBER = re.compile(r"R\d{2}-\d{4,}")


@dataclass
class Postbox:
    """Reads each mail of a folder once."""

    folder: Path
    seen: set[str] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def open(self) -> None:
        """Look at what has come."""
        for path in sorted(self.folder.glob("*.eml")):
            if path.name not in self.seen:
                self.seen.add(path.name)
                self._sort(path)

    def _sort(self, path: Path) -> None:
        mail = read(path)
        link, code = LINK.search(mail["text"]), CODE.search(mail["text"])
        number = NUMBER.search(f"{mail['subject']} {mail['text']}")
        if link and number:
            self.links[link[1]] = number[0]
        elif code:
            self.codes[mail["to"]] = code[0]
