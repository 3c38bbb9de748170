"""Calendars packed into machine words: the half-days of many months compared and subtracted at once.

Every month gets a field of bits with one guard bit on top. Subtracting a need from (left | guard) leaves every
guard bit standing exactly when no month runs short. Arrays of words have one row a word, one column a calendar.
"""

from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from matching.plan.arrays import Flags, Whole

Words = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class Calendars:
    """How a calendar of so many months is laid out in 64-bit words."""

    months: int
    bits: int
    guard: Words = field(init=False)
    _shift: Words = field(init=False)
    _ahead: Words = field(init=False)

    def __post_init__(self) -> None:
        shift = (np.arange(self.months) % self.months_a_word * self.bits).astype(np.uint64)
        object.__setattr__(self, "_shift", shift)
        object.__setattr__(self, "guard", self.pack(np.full((1, self.months), 1 << (self.bits - 1))))
        upcoming = np.arange(self.months) >= np.arange(self.months + 1)[:, None]
        object.__setattr__(self, "_ahead", self.pack(upcoming * self._field))

    @classmethod
    def for_numbers(cls, *, months: int, largest: int) -> Self:
        """The layout whose fields hold numbers up to the largest."""
        return cls(months=months, bits=int(largest).bit_length() + 1)

    @property
    def months_a_word(self) -> int:
        """How many months share a word."""
        return 64 // self.bits

    def pack(self, calendar: npt.NDArray[Any]) -> Words:
        """Half-days per calendar and month into words."""
        shifted = calendar.T.astype(np.uint64) << self._shift[:, None]
        return np.add.reduceat(shifted, np.arange(0, self.months, self.months_a_word), axis=0)

    def unpack(self, words: Words) -> Whole:
        """Words back into half-days per calendar and month."""
        word = np.arange(self.months) // self.months_a_word
        fields: Whole = ((words[word] >> self._shift[:, None]) & np.uint64(self._field)).astype(np.int64).T
        return fields

    def after(self, left: Words, need: Words) -> tuple[Words, Flags]:
        """What would be left of each calendar, and where that is possible."""
        rest = (left | self.guard) - need
        return rest & ~self.guard, ((rest & self.guard) == self.guard).all(axis=0)

    def ahead(self, months: Whole) -> Words:
        """Masks that keep the fields from these months on."""
        return self._ahead[:, months]

    def integers(self, calendar: npt.NDArray[Any]) -> list[int]:
        """Calendars as one Python integer each, for the search that moves single pairs."""
        return _joined(self.pack(calendar))

    def integer_guard(self) -> int:
        """The guard bits for integers()."""
        return _joined(self.guard)[0]

    @property
    def _field(self) -> int:
        return (1 << (self.bits - 1)) - 1


def _joined(words: Words) -> list[int]:
    joined: list[int] = words[0].tolist()
    for place, row in enumerate(words[1:], start=1):
        joined = [low | high << (64 * place) for low, high in zip(joined, row.tolist(), strict=True)]
    return joined
