"""Bearer tokens in memory."""

from dataclasses import replace
from datetime import date

from chalicelib.adapters.memory.drawers import Drawers, found, page
from chalicelib.domain.api_token import ApiToken
from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.errors import LostRace, NotFound
from chalicelib.service.ports import Page


class MemoryTokens:
    """`ports.TokenRecords`."""

    def __init__(self, drawers: Drawers) -> None:
        self.drawers = drawers

    def token(self, token_id: str) -> ApiToken:
        return found(self.drawers.tokens, token_id)

    def by_digest(self, digest: str) -> ApiToken:
        token = next((token for token in self.drawers.tokens.values() if token.digest == digest), None)
        if token is None:
            raise NotFound("token")
        return token

    def tokens(self, *, cursor: str | None = None, limit: int = 50) -> Page[ApiToken]:
        every = list(self.drawers.tokens.values())
        return page(every, lambda token: token.id, prefix="k", cursor=cursor, limit=limit)

    def save(self, token: ApiToken, event: AuditEvent) -> None:
        with self.drawers.lock:
            self.drawers.refuse_repeated(event)
            known = self.drawers.tokens.get(token.id)
            if (known.version if known else 0) != token.version - 1:
                raise LostRace(token.id)
            self.drawers.tokens[token.id] = token
            self.drawers.record(event)

    def note_use(self, token_id: str, day: date) -> None:
        with self.drawers.lock:
            if token_id in self.drawers.tokens:
                self.drawers.tokens[token_id] = replace(self.drawers.tokens[token_id], used_on=day)
