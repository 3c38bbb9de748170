"""The outbox in DynamoDB, and what answer links open."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.items import Item, recalled, stored
from chalicelib.adapters.table import Table, put
from chalicelib.domain.letter import Letter
from chalicelib.domain.offer import AnswerLink

WAITING = ("queued", "sending", "uncertain")


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

    def post(self, letter: Letter) -> None:
        self.table.put(stored_letter(letter), "attribute_not_exists(pk)")

    def step(self, before: Letter, after: Letter, link: AnswerLink | None = None) -> None:
        condition = "#state = :state AND attempts = :attempts"
        written = put(stored_letter(after), condition, state=before.state, attempts=before.attempts)
        written["Put"]["ExpressionAttributeNames"] = {"#state": "state"}
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


def _stored_link(link: AnswerLink) -> list[dict[str, Any]]:
    by_token, by_code = keys.link(link.token_digest), keys.code(link.number, link.code_digest)
    return [put(stored(link, by_token), "attribute_not_exists(pk)"), put(stored(link, by_code))]
