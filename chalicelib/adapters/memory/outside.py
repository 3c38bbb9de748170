"""The world outside, in memory: a clock that stands still and a mailer that keeps its mail."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chalicelib.domain.letter import Wording


@dataclass
class MemoryClock:
    """`ports.Clock` that stands still until it is moved."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def move(self, **ahead: float) -> None:
        """Move by days, hours, minutes or seconds, as `timedelta` takes them."""
        self.moment += timedelta(**ahead)


@dataclass
class MemoryMailer:
    """`ports.Mailer` that keeps what it is given; `failures` are raised first, one a call."""

    sent: list[tuple[str, Wording, str]] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def send(self, *, to: str, wording: Wording, tag: str) -> str:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((to, wording, tag))
        return f"message-{len(self.sent)}"
