"""A square picture that telephones read, as one path of an inline SVG."""

from dataclasses import dataclass

QUIET = 4


@dataclass(frozen=True, slots=True)
class Picture:
    """`side` is its width and height in modules, quiet zone included; `path` draws the dark ones."""

    side: int
    path: str


def picture(text: str) -> Picture:
    """The picture of a text."""
    # Imported where somebody sets up an authenticator, which is once a year.
    import segno

    rows = [list(row) for row in segno.make(text, error="l").matrix]
    runs = (f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return Picture(len(rows) + 2 * QUIET, "".join(runs))
