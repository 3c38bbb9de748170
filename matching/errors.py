"""What can go wrong in the engine.

MatchingError
├── Fault          a value that is not what it may be, with the place where it stands
└── NotExplained   a sentence was asked of a ranked expert whose facts were not kept
"""


class MatchingError(Exception):
    """Anything the engine refuses."""


class Fault(MatchingError, ValueError):
    """A value that is not what it may be: `where` it stands and `what` it must be."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what

    def under(self, outer: str) -> "Fault":
        """The same fault, seen from the thing around it."""
        return Fault(f"{outer}.{self.where}", self.what) if outer else self


class NotExplained(MatchingError):
    """The expert stands below the `explained` best of its ranking, so its facts were not kept."""
