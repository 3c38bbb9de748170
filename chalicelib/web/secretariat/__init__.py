"""The console: what the secretariat, the centre and the auditor see and do."""

from chalicelib.web.secretariat import (
    assignments,
    audit,
    deeds,
    denials,
    disposals,
    expert,
    experts,
    export,
    inbox,
    requests,
    review,
    tokens,
    trail,
)
from chalicelib.web.secretariat.blueprint import secretariat

__all__ = [
    "assignments",
    "audit",
    "deeds",
    "denials",
    "disposals",
    "expert",
    "experts",
    "export",
    "inbox",
    "requests",
    "review",
    "secretariat",
    "tokens",
    "trail",
]
