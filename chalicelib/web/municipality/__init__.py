"""The municipality's pages: its requests from the first draft to the expert who comes."""

from chalicelib.web.municipality import checking, deciding, editing, listing, showing
from chalicelib.web.municipality.blueprint import municipality

__all__ = ["checking", "deciding", "editing", "listing", "municipality", "showing"]
