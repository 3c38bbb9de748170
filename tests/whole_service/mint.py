"""A mint whose every coin is the next number: a story told again has to be the same."""

from datetime import datetime
from itertools import count


class CountingMint:
    """`ports.Mint`."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def identifier(self, prefix: str, at: datetime) -> str:
        return f"{prefix}{next(self._numbers):08d}"

    def token(self) -> str:
        return f"token-{next(self._numbers)}"

    def answer_token(self) -> str:
        return f"{next(self._numbers):022d}"

    def code(self) -> str:
        return f"{next(self._numbers):08d}"

    def short_code(self) -> str:
        return f"{next(self._numbers):08d}"
