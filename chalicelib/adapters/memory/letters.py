"""The outbox in memory."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.adapters.memory.drawers import Drawers, found
from chalicelib.domain.errors import LostRace
from chalicelib.domain.letter import Letter
from chalicelib.domain.offer import AnswerLink

WAITING = ("queued", "sending", "uncertain")


class MemoryLetters:
    """`ports.Letters`."""

    def __init__(self, drawers: Drawers) -> None:
        self.drawers = drawers

    def letter(self, about: str, letter_id: str) -> Letter:
        return found(self.drawers.letters, (about, letter_id))

    def about(self, about: str) -> Sequence[Letter]:
        letters = sorted(self.drawers.letters.items())
        return [letter for (subject, _), letter in letters if subject == about]

    def due(self, now: datetime, *, limit: int = 25) -> Sequence[Letter]:
        return [letter for letter in self.waiting(limit=len(self.drawers.letters)) if letter.due <= now][:limit]

    def waiting(self, *, limit: int) -> Sequence[Letter]:
        waiting = [letter for letter in self.drawers.letters.values() if letter.state in WAITING]
        return sorted(waiting, key=lambda letter: letter.due)[:limit]

    def post(self, letter: Letter) -> None:
        if (letter.about, letter.id) in self.drawers.letters:
            raise LostRace(letter.id)
        self.drawers.letters[letter.about, letter.id] = letter

    def remove(self, letter: Letter) -> None:
        self.drawers.letters.pop((letter.about, letter.id), None)

    def step(self, before: Letter, after: Letter, link: AnswerLink | None = None) -> None:
        with self.drawers.lock:
            if self.letter(before.about, before.id).mark != before.mark:
                raise LostRace(before.id)
            self.drawers.letters[after.about, after.id] = after
            if link:
                self.drawers.links["", link.token_digest] = link
                self.drawers.links[link.number, link.code_digest] = link

    def by_token(self, token_digest: str) -> AnswerLink:
        return found(self.drawers.links, ("", token_digest))

    def by_code(self, number: str, code_digest: str) -> AnswerLink:
        return found(self.drawers.links, (number, code_digest))
