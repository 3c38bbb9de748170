"""A score receipt: everything a ranking was computed from, kept so that it can be computed again years later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Receipt:
    """The engine's own document (`matching.receipt`) with its id; it knows expert ids, never names."""

    id: str
    request_id: str
    issued_at: datetime
    document: Mapping[str, Any]
