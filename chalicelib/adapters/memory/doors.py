"""What lets people in, in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from chalicelib.adapters.memory.drawers import Drawers, found
from chalicelib.adapters.memory.users import MemoryUsers
from chalicelib.domain.errors import LostRace, NotFound
from chalicelib.domain.identity import Role, Session, SignInAttempt
from chalicelib.service.ports import Person

Passing = TypeVar("Passing", SignInAttempt, Session)


class MemoryDoors(MemoryUsers):
    """`ports.Doors`."""

    def __init__(self, drawers: Drawers) -> None:
        super().__init__(drawers)
        self.attempts: dict[str, SignInAttempt] = {}
        self.counts: dict[tuple[str, int], int] = {}

    def attempt(self, attempt_digest: str, now: datetime) -> SignInAttempt:
        return _passing(self.attempts, attempt_digest, now)

    def begin_attempt(self, attempt: SignInAttempt, now: datetime) -> None:
        with self.lock:
            known = self.attempts.get(attempt.digest)
            if known is None or known.expires_at <= now:
                self.attempts[attempt.digest] = attempt

    def set_code(self, attempt_digest: str, code_digest: str) -> None:
        with self.lock:
            if attempt_digest not in self.attempts:
                raise LostRace(attempt_digest)
            self.attempts[attempt_digest] = replace(self.attempts[attempt_digest], code_digest=code_digest)

    def count_try(self, attempt_digest: str) -> int:
        with self.lock:
            attempt = found(self.attempts, attempt_digest)
            self.attempts[attempt_digest] = replace(attempt, tries=attempt.tries + 1)
            return attempt.tries + 1

    def end_attempt(self, attempt_digest: str) -> bool:
        return self.attempts.pop(attempt_digest, None) is not None

    def session(self, session_digest: str, now: datetime) -> Session:
        return _passing(self.sessions, session_digest, now)

    def visitor(self, session_digest: str, person_id: str, now: datetime, *, expert: bool) -> tuple[Session, Person]:
        session = self.session(session_digest, now)
        person: Person = found(self.drawers.experts, person_id) if expert else self.user(person_id)
        if (session.user.id, session.user.role is Role.EXPERT) != (person_id, expert):
            raise NotFound("session")
        return session, person

    def save_session(self, session: Session) -> None:
        self.sessions[session.digest] = session

    def sessions_of(self, user_id: str, now: datetime) -> Sequence[Session]:
        own = (session for session in self.sessions.values() if session.user.id == user_id)
        return sorted((one for one in own if one.expires_at > now), key=lambda one: one.began_at, reverse=True)

    def end_session(self, session_digest: str) -> None:
        self.sessions.pop(session_digest, None)

    def count(self, key: str, now: datetime, *, seconds: int) -> int:
        window = key, int(now.timestamp()) // seconds
        with self.lock:
            self.counts[window] = self.counts.get(window, 0) + 1
            return self.counts[window]


def _passing(drawer: dict[str, Passing], key: str, now: datetime) -> Passing:
    passing = found(drawer, key)
    if passing.expires_at <= now:
        raise NotFound(key)
    return passing
