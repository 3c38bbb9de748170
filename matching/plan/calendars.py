"""Calendars packed into machine words: the half-days of many months compared and subtracted at once.

Every month gets a field of bits with one guard bit on top. Subtracting a need from (left | guard) leaves every
guard bit standing exactly when no month runs short.
"""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from matching.plan.arrays import Whole

Words = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class Calendars:
    """How a calendar of so many months is laid out in 64-bit words."""

    months: int
    bits: int

    @classmethod
    def for_numbers(cls, *, months: int, largest: int) -> Self:
        """The layout whose fields hold numbers up to the largest."""
        return cls(months=months, bits=int(largest).bit_length() + 1)

    @property
    def months_a_word(self) -> int:
        """How many months share a word."""
        return 64 // self.bits

    @property
    def guard(self) -> Words:
        """The guard bits of every word."""
        top = np.full((1, self.months), 1 << (self.bits - 1), np.uint64)
        return self.pack(top)[0]

    def pack(self, calendar: npt.NDArray[Any]) -> Words:
        """Rows of half-days per month into rows of words."""
        shifted = calendar.astype(np.uint64) << self._shifts()
        starts = np.arange(0, self.months, self.months_a_word)
        return np.add.reduceat(shifted, starts, axis=1)

    def unpack(self, words: Words) -> Whole:
        """Rows of words back into half-days per month."""
        word = np.arange(self.months) // self.months_a_word
        field = np.uint64((1 << (self.bits - 1)) - 1)
        return ((words[:, word] >> self._shifts()) & field).astype(np.int64)

    def integers(self, calendar: npt.NDArray[Any]) -> list[int]:
        """Rows of half-days as one Python integer each, for the search that moves single pairs."""
        return [_joined(words) for words in self.pack(calendar).tolist()]

    def integer_guard(self) -> int:
        """The guard bits for integers()."""
        return _joined(self.guard.tolist())

    def _shifts(self) -> Words:
        return (np.arange(self.months) % self.months_a_word * self.bits).astype(np.uint64)


def _joined(words: list[int]) -> int:
    return sum(word << (64 * place) for place, word in enumerate(words)) if len(words) > 1 else words[0]
