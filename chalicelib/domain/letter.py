"""A letter (通知): one notice to one address, from the queue to its delivery."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Audience(StrEnum):
    """Whom a notice is for."""

    MUNICIPALITY = "municipality"
    EXPERT = "expert"
    SECRETARIAT = "secretariat"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice by name with the facts it states; its words are set when it is sent.

    `about` is the request (or sign-in attempt) it belongs to. `due` is when its state next needs a hand: when to send
    it, or when a lease runs out. `subject` and `text` are kept as sent, with secrets blotted out.
    """

    id: str
    about: str
    notice: str
    audience: Audience
    to: str
    facts: Mapping[str, Any]
    state: str
    created_at: datetime
    due: datetime
    offer_id: str | None = None
    attempts: int = 0
    sent_at: datetime | None = None
    message_id: str = ""
    subject: str = ""
    text: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A letter in words: `html` is empty for audiences that get text alone."""

    subject: str
    text: str
    html: str = ""
