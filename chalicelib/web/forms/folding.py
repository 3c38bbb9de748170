"""Kindness to what is typed in full width: for numbers, mail and telephone only, never for names or free text."""

import unicodedata

DASHES = "‐‑‒–—―ー−"


def folded(text: str) -> str:
    """The text in half width, without blanks around it."""
    return unicodedata.normalize("NFKC", text).strip()


def dashed(text: str) -> str:
    """The same, with every kind of dash as a hyphen."""
    text = folded(text)
    for dash in DASHES:
        text = text.replace(dash, "-")
    return text
