"""What happened to a request, newest first, each event with the mails it caused."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.letter import Audience, Letter
from chalicelib.web import words

ADDRESSEES = {Audience.MUNICIPALITY: "担当者", Audience.EXPERT: "専門官"}
KINDS = {
    "delivered": "done",
    "sent": "info",
    "soft_bounced": "warn",
    "uncertain": "warn",
    "bounced": "stop",
    "complained": "stop",
}
# Every step of the form saves; who follows the request need not read that.
UNTOLD = frozenset({"request:saved"})


@dataclass(frozen=True, slots=True)
class Told:
    """An event as the timeline shows it; `letters` are (addressee, words, kind of tag)."""

    what: str
    at: datetime
    who: str
    note: str
    letters: Sequence[tuple[str, str, str]]


def history_of(events: Sequence[AuditEvent], letters: Sequence[Letter] = ()) -> list[Told]:
    """The events worth telling, newest first."""
    told = [event for event in events if event.what not in UNTOLD]
    mails = _by_event(told, letters)
    return [_told(event, mails.get(event.sequence, ())) for event in reversed(told)]


def _told(event: AuditEvent, letters: Sequence[Letter]) -> Told:
    # What experts and the secretariat wrote to each other about an offer is theirs.
    note = event.why if event.what.startswith("request:") else ""
    mails = [(ADDRESSEES[letter.audience], _state(letter), KINDS.get(letter.state, "plain")) for letter in letters]
    return Told(words.EVENTS.get(event.what, event.what), event.at, words.ROLES[event.role], note, mails)


def _state(letter: Letter) -> str:
    return words.LETTER_STATES.get(letter.state, letter.state)


def _by_event(events: Sequence[AuditEvent], letters: Sequence[Letter]) -> Mapping[int, Sequence[Letter]]:
    """Letters beside the event nearest in time: both were written in one transaction."""
    found: dict[int, list[Letter]] = defaultdict(list)
    for letter in letters:
        if letter.audience in ADDRESSEES and events:
            nearest = min(events, key=lambda event: abs(event.at - letter.created_at))
            found[nearest.sequence].append(letter)
    return found
