"""The world outside, in memory: a clock that stands still, a mailer that keeps its mail, and what became of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.delivery import Delivery
from chalicelib.domain.letter import Letter, Wording


@dataclass
class MemoryClock:
    """`ports.Clock` that stands still until it is moved."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def wait(self, seconds: float) -> None:
        self.move(seconds=seconds)

    def move(self, **ahead: float) -> None:
        """Move by days, hours, minutes or seconds, as `timedelta` takes them."""
        self.moment += timedelta(**ahead)


@dataclass
class MemoryMailer:
    """`ports.Mailer` that keeps (address, words, letter id) of each; `failures` are raised first, one a call."""

    sent: list[tuple[str, Wording, str]] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    mails_a_second: int = 1_000

    def send(self, letter: Letter, wording: Wording) -> str:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((letter.to, wording, letter.id))
        return f"message-{len(self.sent)}"

    def rate(self) -> int:
        return self.mails_a_second


class MemoryPostmaster:
    """`ports.Postmaster` whose notifications are deliveries already."""

    def read(self, notification: Mapping[str, Any]) -> Delivery | None:
        delivery: Delivery | None = notification.get("delivery")
        return delivery


@dataclass
class MemoryAddresses:
    """`ports.Addresses`."""

    until: dict[str, datetime] = field(default_factory=dict)

    def barred(self, address: str, now: datetime) -> bool:
        return address.casefold() in self.until and now < self.until[address.casefold()]

    def bar(self, address: str, *, until: datetime) -> None:
        self.until[address.casefold()] = until

    def admit(self, address: str) -> None:
        self.until.pop(address.casefold(), None)


@dataclass
class MemoryLogbook:
    """`ports.Logbook` that keeps (reference, step, letter, why) of each line, and each value of a figure."""

    under: str = ""
    lines: list[tuple[str, str, Letter, str]] = field(default_factory=list)
    figures: list[tuple[str, float]] = field(default_factory=list)

    def reference(self) -> str:
        return self.under

    @contextmanager
    def following(self, reference: str) -> Iterator[None]:
        before, self.under = self.under, reference or self.under
        try:
            yield
        finally:
            self.under = before

    def note(self, step: str, letter: Letter, *, why: str = "", mail: str = "") -> None:
        self.lines.append((self.under, step, letter, why))

    def measure(self, figure: str, value: float) -> None:
        self.figures.append((figure, value))
