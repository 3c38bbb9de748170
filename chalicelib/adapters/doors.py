"""Sign-in attempts, sessions and rate counters in DynamoDB.

TTL removes what has expired some time later; until then expiry is checked here.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

from chalicelib.adapters import keys
from chalicelib.adapters.items import recalled, stored
from chalicelib.adapters.users import UserTable, stored_session
from chalicelib.domain.errors import LostRace, NotFound
from chalicelib.domain.expert import Expert
from chalicelib.domain.identity import Role, Session, SignInAttempt, User
from chalicelib.service.ports import Person

Passing = TypeVar("Passing", SignInAttempt, Session)
MOST_SESSIONS = 100


class DoorTable(UserTable):
    """`ports.Doors` on the table."""

    def attempt(self, attempt_digest: str, now: datetime) -> SignInAttempt:
        return self._passing(SignInAttempt, keys.attempt(attempt_digest), now)

    def begin_attempt(self, attempt: SignInAttempt, now: datetime) -> None:
        expires, over = int(attempt.expires_at.timestamp()), {":now": int(now.timestamp())}
        item = stored(attempt, keys.attempt(attempt.digest), expires=expires)
        with suppress(LostRace):
            self.table.put(item, "attribute_not_exists(pk) OR expires <= :now", over)

    def set_code(self, attempt_digest: str, code_digest: str) -> None:
        key, values = keys.attempt(attempt_digest), {":code": code_digest}
        self.table.update(key, "SET code_digest = :code", values, condition="attribute_exists(pk)")

    def count_try(self, attempt_digest: str) -> int:
        try:
            counted = self.table.update(
                keys.attempt(attempt_digest), "ADD tries :one", {":one": 1}, condition="attribute_exists(pk)"
            )
        except LostRace:
            raise NotFound("attempt") from None
        return int(counted["tries"])

    def end_attempt(self, attempt_digest: str) -> bool:
        return self.table.delete(keys.attempt(attempt_digest))

    def session(self, session_digest: str, now: datetime) -> Session:
        return self._passing(Session, keys.session(session_digest), now)

    def visitor(self, session_digest: str, person_id: str, now: datetime, *, expert: bool) -> tuple[Session, Person]:
        person = keys.expert(person_id) if expert else keys.user(person_id)
        items = self.table.get_all(keys.session(session_digest), person)
        session = _lasting(recalled(Session, items[0]), now)
        if (session.user.id, session.user.role is Role.EXPERT) != (person_id, expert):
            raise NotFound("session")
        return session, recalled(Expert, items[1]) if expert else recalled(User, items[1])

    def save_session(self, session: Session) -> None:
        self.table.put(stored_session(session))

    def sessions_of(self, user_id: str, now: datetime) -> Sequence[Session]:
        found, _ = self.table.queued(f"SESSIONS#{user_id}", "", pk="", sk="", cursor=None, limit=MOST_SESSIONS)
        sessions = (recalled(Session, item) for item in found)
        return [session for session in sessions if session.expires_at > now]

    def end_session(self, session_digest: str) -> None:
        self.table.delete(keys.session(session_digest))

    def count(self, key: str, now: datetime, *, seconds: int) -> int:
        window = int(now.timestamp()) // seconds
        values = {":one": 1, ":expires": (window + 2) * seconds}
        counted = self.table.update(keys.count(key, window), "ADD so_far :one SET expires = :expires", values)
        return int(counted["so_far"])

    def _passing(self, kind: type[Passing], key: keys.Key, now: datetime) -> Passing:
        return _lasting(recalled(kind, self.table.get(key)), now)


def _lasting(passing: Passing, now: datetime) -> Passing:
    if passing.expires_at <= now:
        raise NotFound(type(passing).__name__)
    return passing
