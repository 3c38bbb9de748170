"""Bearer tokens in DynamoDB: all in one partition, each with a pointer from the digest of what it says."""

from contextlib import suppress
from datetime import date

from chalicelib.adapters import keys
from chalicelib.adapters.errands import marked
from chalicelib.adapters.items import plain, recalled, stored, wire
from chalicelib.adapters.table import Table, put
from chalicelib.domain.api_token import ApiToken
from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.errors import LostRace
from chalicelib.service.ports import Page

NEW = "attribute_not_exists(pk)"


class TokenTable:
    """`ports.TokenRecords` on the table."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def token(self, token_id: str) -> ApiToken:
        return recalled(ApiToken, self.table.get(keys.token(token_id)))

    def by_digest(self, digest: str) -> ApiToken:
        found = self.table.get(keys.token_digest(digest))
        # The first version kept the token itself where the pointer stands now.
        return self.token(plain(found)["token_id"]) if "token_id" in found else recalled(ApiToken, found)

    def tokens(self, *, cursor: str | None = None, limit: int = 50) -> Page[ApiToken]:
        items, onward = self.table.newest("TOKENS", "k", cursor=cursor, limit=limit)
        return Page([recalled(ApiToken, item) for item in items], onward)

    def save(self, token: ApiToken, event: AuditEvent) -> None:
        item, sealed = stored(token, keys.token(token.id)), stored(event, keys.event(event.record, event.sequence))
        if token.version == 1:
            pointer = put(wire({**keys.token_digest(token.digest), "token_id": token.id}), NEW)
            written = [put(item, NEW), pointer]
        else:
            written = [put(item, "version = :version", version=token.version - 1)]
        self.table.transact([*written, put(sealed, NEW)], errand=marked(event))

    def note_use(self, token_id: str, day: date) -> None:
        values, fresh = {":day": day.isoformat()}, "attribute_exists(pk) AND used_on <> :day"
        with suppress(LostRace):
            self.table.update(keys.token(token_id), "SET used_on = :day", values, condition=fresh)
