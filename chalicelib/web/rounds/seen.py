"""Which version of a record somebody had on the screen."""

from chalicelib.web.visit import Visit


def version_seen(visit: Visit) -> int:
    """The version that the form carries; 0, which no stored record has, for what no page of ours sends."""
    typed = visit.typed.value("version")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
