"""What the table's stream brings: the letters that a change has just put into the queue."""

from dataclasses import replace
from typing import Any

from chalicelib.domain.case import Change
from chalicelib.domain.letter import Letter
from chalicelib.service.office import Office


class Outbox:
    """(about, letter id) of letters that wait for their sender, in the order they were queued."""

    def __init__(self) -> None:
        self.queued: list[tuple[str, str]] = []

    def watched(self, office: Office) -> Office:
        """The same office, whose new letters are noted here."""
        return replace(office, cases=_Cases(office.cases, self), letters=_Letters(office.letters, self))

    def take(self) -> list[tuple[str, str]]:
        """All that have come since the last time."""
        taken, self.queued = self.queued, []
        return taken


class _Port:
    def __init__(self, port: Any, outbox: Outbox) -> None:
        self._port, self._outbox = port, outbox

    def __getattr__(self, name: str) -> Any:
        return getattr(self._port, name)


class _Cases(_Port):
    def commit(self, change: Change) -> None:
        self._port.commit(change)
        self._outbox.queued += [(letter.about, letter.id) for letter in change.letters]


class _Letters(_Port):
    def post(self, letter: Letter) -> None:
        self._port.post(letter)
        self._outbox.queued.append((letter.about, letter.id))
