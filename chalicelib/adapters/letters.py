"""The outbox in DynamoDB, and what answer links open."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.items import Item, plain, recalled, stored
from chalicelib.adapters.table import Table, put
from chalicelib.domain.letter import Letter, LetterStep
from chalicelib.domain.offer import AnswerLink

WAITING = ("queued", "sending", "uncertain")
FOR_EVER = datetime.max.replace(tzinfo=UTC)


class LetterTable:
    """`ports.Letters` on the table."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def letter(self, about: str, letter_id: str) -> Letter:
        return recalled(Letter, self.table.get(keys.letter(about, letter_id)))

    def about(self, about: str) -> Sequence[Letter]:
        return [recalled(Letter, item) for item in self.table.partition(keys.letters(about))]

    def due(self, now: datetime, *, limit: int = 25) -> Sequence[Letter]:
        return [recalled(Letter, item) for item in self.table.due("LETTERS", keys.stamp(now), limit=limit)]

    def waiting(self, *, limit: int) -> Sequence[Letter]:
        return [recalled(Letter, item) for item in self.table.due("LETTERS", keys.stamp(FOR_EVER), limit=limit)]

    def post(self, letter: Letter) -> None:
        self.table.put(stored_letter(letter), "attribute_not_exists(pk)")

    def remove(self, letter: Letter) -> None:
        self.table.delete(keys.letter(letter.about, letter.id))

    def step(self, before: Letter, after: Letter, link: AnswerLink | None = None) -> None:
        written = stepped(LetterStep(before, after))
        self.table.transact([written, *(_stored_link(link) if link else [])])

    def by_token(self, token_digest: str) -> AnswerLink:
        return recalled(AnswerLink, self.table.get(keys.link(token_digest)))

    def by_code(self, number: str, code_digest: str) -> AnswerLink:
        return recalled(AnswerLink, self.table.get(keys.code(number, code_digest)))


def stored_letter(letter: Letter) -> Item:
    """A letter as an item; in the queue while its state needs a hand."""
    queue = keys.due("LETTERS", letter.due) if letter.state in WAITING else {}
    expires = {"expires": int(letter.expires_at.timestamp())} if letter.expires_at else {}
    return stored(letter, keys.letter(letter.about, letter.id), queue, **expires)


def stepped(step: LetterStep) -> dict[str, Any]:
    """A letter's step for a transaction, on the condition that the letter is still as it was before."""
    condition, before = "#state = :state AND attempts = :attempts", plain(stored_letter(step.before))
    marks = {"state": before["state"], "attempts": before["attempts"]}
    if before["told_at"]:
        condition, marks = f"{condition} AND told_at = :told_at", {**marks, "told_at": before["told_at"]}
    written = put(stored_letter(step.after), condition, **marks)
    written["Put"]["ExpressionAttributeNames"] = {"#state": "state"}
    return written


def _stored_link(link: AnswerLink) -> list[dict[str, Any]]:
    by_token, by_code = keys.link(link.token_digest), keys.code(link.number, link.code_digest)
    return [put(stored(link, by_token), "attribute_not_exists(pk)"), put(stored(link, by_code))]
