"""The admin endpoint: JSON under `/v1`, for the secretariat's tools and for machines of municipalities."""

from chalicelib.web.api import experts, exports, offers, records, requests, supports
from chalicelib.web.api.endpoint import api
from chalicelib.web.api.openapi import document

__all__ = ["api", "document", "experts", "exports", "offers", "records", "requests", "supports"]
