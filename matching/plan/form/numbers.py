"""Files of plain numbers: a shape first, then that many numbers."""

import math
from collections.abc import Iterator

from matching.plan.errors import FormError


class Numbers:
    """The numbers of a text in order; every fault names its line."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._line = 1

    def count(self, what: str) -> int:
        """A whole number of 1 or more that says how many follow."""
        value = self.next(what)
        if value != int(value) or not 1 <= value <= 10**7:
            raise FormError(f"line {self._line}", f"{what}: {value:g} is no count")
        return int(value)

    def table(self, what: str, rows: int, columns: int) -> list[list[float]]:
        """Rows of numbers."""
        return [[self.next(what) for _ in range(columns)] for _ in range(rows)]

    def next(self, what: str) -> float:
        """The next number."""
        try:
            self._line, token = next(self._tokens)
        except StopIteration:
            raise FormError(f"line {self._line}", f"{what}: the file ends too early") from None
        try:
            value = float(token)
        except ValueError:
            raise FormError(f"line {self._line}", f"{what}: {token!r} is no number") from None
        if not math.isfinite(value):
            raise FormError(f"line {self._line}", f"{what}: {token!r} is no finite number")
        return value

    def end(self) -> None:
        """Nothing may follow."""
        for line, token in self._tokens:
            raise FormError(f"line {line}", f"{token!r} follows where the file should end")


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    for line, content in enumerate(text.splitlines(), start=1):
        for token in content.split():
            yield line, token
