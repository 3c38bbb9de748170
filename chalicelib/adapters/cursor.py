"""Where a page of a list ended, as text that can travel in an address."""

import base64

from chalicelib.domain.errors import InvalidContent


def sealed(end: str) -> str:
    """The cursor for a page that ended here."""
    return base64.urlsafe_b64encode(end.encode()).decode().rstrip("=")


def opened(cursor: str, prefix: str) -> str:
    """Where the page ended, from a cursor as it came from outside; InvalidContent when it is none of this list's."""
    try:
        end = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except ValueError:
        end = ""
    if not end.startswith(prefix) or not end or len(end) > 200:
        raise InvalidContent({"cursor": "続きの位置が正しくありません。一覧の最初から開き直してください"})
    return end
