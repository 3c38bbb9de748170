"""Ids and secrets from the operating system's randomness."""

import secrets
from datetime import datetime

# Crockford's alphabet: no I, L, O or U, so nothing is misread from paper or misheard on the telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Mint:
    """`ports.Mint`."""

    def identifier(self, prefix: str, at: datetime) -> str:
        milliseconds = int(at.timestamp() * 1000)
        return prefix + _base32(milliseconds, 9) + _base32(secrets.randbits(50), 10)

    def token(self) -> str:
        return secrets.token_urlsafe(32)

    def answer_token(self) -> str:
        return secrets.token_urlsafe(16)

    def code(self) -> str:
        return f"{secrets.randbelow(10**8):08d}"

    def short_code(self) -> str:
        return _base32(secrets.randbits(40), 8).upper()


def _base32(number: int, length: int) -> str:
    signs = []
    for _ in range(length):
        number, place = divmod(number, 32)
        signs.append(ALPHABET[place])
    return "".join(reversed(signs)).lower()
