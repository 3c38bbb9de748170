"""What needs the service's own secret: digests that nobody else can make, and sealing with AES-GCM.

There are two secrets at most, the one in force and the one before it, so that one can retire while what was made with
it is still about. Each is used through keys derived from it, one for each purpose, and named by a digest of its own.
"""

import base64
import hashlib
import hmac
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from chalicelib.domain.errors import Unreadable

FRESH_S = 60.0
NONCE = 12
SHORTEST = 32


class SecretUnusable(Exception):
    """The secret is missing or too short to be one; the message never repeats it."""


@dataclass(frozen=True)
class Secret:
    """One secret; its text is in no representation of it."""

    _text: str

    def __post_init__(self) -> None:
        if len(self._text) < SHORTEST:
            raise SecretUnusable(f"the secret has fewer than {SHORTEST} characters")

    def __repr__(self) -> str:
        return f"Secret({self.name})"

    @cached_property
    def name(self) -> str:
        """What it is called where something was sealed with it."""
        return self.key("name").hex()[:8]

    def key(self, purpose: str) -> bytes:
        """256 bits for one purpose; from none of them the secret or another one can be told."""
        return hmac.new(self._text.encode(), f"suketto {purpose}".encode(), hashlib.sha256).digest()


Secrets = tuple[Secret, ...]


class Vault:
    """`ports.Vault` with the secrets of a source, the one in force first, asked for again after a minute."""

    def __init__(self, source: Callable[[], Secrets], *, timer: Callable[[], float] = time.monotonic) -> None:
        self._source, self._timer = source, timer
        self._known: tuple[float, Secrets] | None = None

    def digest(self, secret: str) -> str:
        return self.digests(secret)[0]

    def digests(self, secret: str) -> tuple[str, ...]:
        keys = (known.key("digest") for known in self._secrets())
        return tuple(hmac.new(key, secret.encode(), hashlib.sha256).hexdigest() for key in keys)

    def seal(self, secret: str, *, about: str) -> str:
        # Imported where something is sealed: most pages need none of it.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        current, nonce = self._secrets()[0], os.urandom(NONCE)
        sealed = nonce + AESGCM(current.key("seal")).encrypt(nonce, secret.encode(), about.encode())
        return f"{current.name}.{base64.urlsafe_b64encode(sealed).decode()}"

    def opened(self, sealed: str, *, about: str) -> str:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        name, _, text = sealed.partition(".")
        try:
            key = next(known.key("seal") for known in self._secrets() if known.name == name)
            content = base64.urlsafe_b64decode(text)
            return AESGCM(key).decrypt(content[:NONCE], content[NONCE:], about.encode()).decode()
        except StopIteration:
            raise Unreadable("secret", f"was sealed with {name[:8]!a}, which has retired") from None
        except (InvalidTag, ValueError):
            raise Unreadable("secret", "was altered, or sealed for another purpose") from None

    def _secrets(self) -> Secrets:
        if self._known is None or self._timer() - self._known[0] > FRESH_S:
            self._known = self._timer(), self._source()
        return self._known[1]
