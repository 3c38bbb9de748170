"""What was asked of the service, and what it said it had done."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Said:
    """Whether the service said that the deed is done."""

    done: bool = False


@dataclass
class Ledger:
    """Deeds by (request, what): `tried` counts what was sent, `told` what was acknowledged.

    `numbers` are those that were told, by request; `filed` are requests by title, where a title came back with an id.
    """

    tried: Counter[tuple[str, str]] = field(default_factory=Counter)
    told: Counter[tuple[str, str]] = field(default_factory=Counter)
    numbers: dict[str, str] = field(default_factory=dict)
    filed: dict[str, str] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def deed(self, request_id: str, what: str) -> Iterator[Said]:
        """Something is sent; it counts as told when the block has found that it was acknowledged."""
        said = Said()
        with self._lock:
            self.tried[request_id, what] += 1
        yield said
        if said.done:
            self.note(request_id, what)

    def note(self, request_id: str, what: str) -> None:
        """The service said that this is done."""
        with self._lock:
            self.told[request_id, what] += 1

    def title(self) -> str:
        """A title that no other request of this ledger has."""
        with self._lock:
            title = f"測定のための依頼 {len(self.titles) + 1:06d}"
            self.titles.add(title)
        return title
