"""Why there is no package."""


class BuildFailed(Exception):
    """The package would be incomplete, too large, or would not start; the text says what and where."""
