"""What waits for somebody's hand, for whoever is free next."""

import random
import threading
from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Board:
    """Notes under headings, such as the requests that wait for their review."""

    chance: random.Random
    _notes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, heading: str, note: str) -> None:
        """Somebody else's turn."""
        with self._lock:
            self._notes[heading].append(note)

    def take(self, heading: str) -> str | None:
        """Any note under this heading, which nobody else gets then; None when there is none."""
        with self._lock:
            notes = self._notes[heading]
            return notes.pop(self.chance.randrange(len(notes))) if notes else None

    def choose(self, *choices: str) -> str:
        """One of the choices, each as likely."""
        with self._lock:
            return self.chance.choice(choices)

    def weigh(self, weights: dict[str, int]) -> str:
        """A key, as likely as its weight says."""
        with self._lock:
            return self.chance.choices(list(weights), list(weights.values()))[0]
