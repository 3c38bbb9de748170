"""Pages about a support that has begun, for the municipality and for the prefecture: sessions, end and report."""

from chalicelib.web.support import ending, recording, reporting, showing
from chalicelib.web.support.blueprint import support

__all__ = ["ending", "recording", "reporting", "showing", "support"]
