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
    it, or when a lease runs out. `tried_at` is when its last attempt began; `subject` and `text` are kept as they were
    given to the mail service then, with secrets blotted out. `trouble` is why it did not arrive, once that was so:
    bounced, refused, suppressed, complained or unsure. `told_at` is the time of the delivery event its state rests on.
    `reference` is the id under which the logs tell of the deed that caused it.
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
    tried_at: datetime | None = None
    sent_at: datetime | None = None
    message_id: str = ""
    subject: str = ""
    text: str = ""
    expires_at: datetime | None = None
    trouble: str = ""
    told_at: datetime | None = None
    reference: str = ""

    @property
    def mark(self) -> tuple[str, int, datetime | None]:
        """What no two steps leave alike: a letter with the mark it had was not taken on by anybody else."""
        return self.state, self.attempts, self.told_at


@dataclass(frozen=True, slots=True)
class LetterStep:
    """A letter before and after one step; the store writes it only if the letter is still as before."""

    before: Letter
    after: Letter


@dataclass(frozen=True, slots=True)
class Wording:
    """A letter in words: `html` is empty for audiences that get text alone."""

    subject: str
    text: str
    html: str = ""
