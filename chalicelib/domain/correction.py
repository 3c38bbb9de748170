"""A request for correction (訂正の請求): what an expert says is wrong about them, and what became of it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """`answer` is empty until the secretariat has dealt with it."""

    id: str
    text: str
    asked_at: datetime
    answer: str = ""
    answered_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether it waits for the secretariat."""
        return self.answered_at is None
