"""What others did to a record since somebody opened its page: who, what, and when."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.web import words
from chalicelib.web.forms.figures import figure
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Step:
    """One change, in words."""

    who: str
    what: str
    at: datetime


def seen_in(typed: Typed) -> int | None:
    """The version whose page a form was on; None for a form that names none, 0 for what no page of ours sends."""
    return (figure(typed.value("version")) or 0) if "version" in typed.given else None


def meanwhile(visit: Visit, record: str) -> list[Step]:
    """The changes after that version, oldest first."""
    seen = seen_in(visit.typed)
    events = visit.office.cases.events(record, after=seen) if seen is not None else ()
    return [Step(words.ROLES[event.role], words.EVENTS.get(event.what, event.what), event.at) for event in events]
