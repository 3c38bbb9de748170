"""The console: what the secretariat, the centre and the auditor see and do."""

from chalicelib.web.secretariat import assignments, deeds, experts, inbox, requests, review, trail
from chalicelib.web.secretariat.blueprint import secretariat

__all__ = ["assignments", "deeds", "experts", "inbox", "requests", "review", "secretariat", "trail"]
