"""A session (活動記録): what an expert and a municipality did together on one day. Append only."""

from dataclasses import dataclass
from datetime import date, datetime, time

from chalicelib.domain.request import Mode


@dataclass(frozen=True, slots=True)
class Account:
    """What is told of a session: when (on Japanese clocks), where, who was there, and what came of it."""

    day: date
    begins: time
    ends: time
    mode: Mode
    place: str
    attendees: str
    done: str
    advice: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class SupportSession:
    """An account on record. `corrects` is the id of the record it stands in for, and `reason` says why."""

    id: str
    request_id: str
    offer_id: str
    expert_id: str
    account: Account
    recorded_at: datetime
    recorded_by: str
    role: str
    corrects: str = ""
    reason: str = ""
