"""Ids and secrets in the real mint's forms, from a seed: a year told again is the same year."""

import random
from datetime import datetime
from itertools import count

from chalicelib.adapters.mint import ALPHABET


class SeededMint:
    """`ports.Mint`; what it makes can be guessed by everybody."""

    def __init__(self, seed: int) -> None:
        self._chance, self._numbers = random.Random(seed), count(1)

    def identifier(self, prefix: str, at: datetime) -> str:
        return prefix + self._signs(int(at.timestamp() * 1000), 9) + self._signs(next(self._numbers), 10)

    def token(self) -> str:
        return self._random(43)

    def answer_token(self) -> str:
        return self._random(22)

    def code(self) -> str:
        return f"{self._chance.randrange(10**8):08d}"

    def short_code(self) -> str:
        return self._random(8).upper()

    def _random(self, length: int) -> str:
        return "".join(self._chance.choice(ALPHABET) for _ in range(length)).lower()

    @staticmethod
    def _signs(number: int, length: int) -> str:
        signs = [ALPHABET[(number >> 5 * place) % 32] for place in reversed(range(length))]
        return "".join(signs).lower()
