"""Where a page of a list ended, as text that can travel in an address.

It carries a digest of the list it belongs to: what was cut, changed or taken from another list is refused, not guessed
at. It needs no key, since it names no more than a place in a list that whoever asks may see.
"""

import base64
import hashlib
import hmac

from chalicelib.domain.errors import InvalidContent

BOUND = 9


def sealed(end: str, listing: str) -> str:
    """The cursor for a page of a list that ended here."""
    return base64.urlsafe_b64encode(_bound(end, listing) + end.encode()).decode().rstrip("=")


def opened(cursor: str, listing: str, prefix: str) -> str:
    """Where the page ended, from a cursor as it came from outside; InvalidContent when it is none of this list's."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        end = raw[BOUND:].decode()
    except ValueError:
        raw, end = b"", ""
    ours = hmac.compare_digest(raw[:BOUND], _bound(end, listing)) and sealed(end, listing) == cursor
    if not ours or not end.startswith(prefix) or len(end) > 200:
        raise InvalidContent({"cursor": "続きの位置が正しくありません。一覧の最初から開き直してください"})
    return end


def _bound(end: str, listing: str) -> bytes:
    return hashlib.sha256(f"{listing}\n{end}".encode()).digest()[:BOUND]
