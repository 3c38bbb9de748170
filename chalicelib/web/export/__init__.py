"""A case as a ZIP: a page to read and print, tables, every record as it was sealed, and how to verify all of it."""

from chalicelib.web.export.taking import Download, taken, taken_again

__all__ = ["Download", "taken", "taken_again"]
