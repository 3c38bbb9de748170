"""Users and what lets them in, in memory."""

import threading
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from chalicelib.adapters.memory.drawers import found
from chalicelib.domain.errors import LostRace, NotFound
from chalicelib.domain.identity import Session, SignInAttempt, User, digest

Passing = TypeVar("Passing", SignInAttempt, Session)


class MemoryDoors:
    """`ports.Doors`."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.users: dict[str, User] = {}
        self.emails: dict[str, str] = {}
        self.attempts: dict[str, SignInAttempt] = {}
        self.sessions: dict[str, Session] = {}
        self.counts: dict[tuple[str, int], int] = {}

    def user(self, user_id: str) -> User:
        return found(self.users, user_id)

    def user_by_email(self, email: str) -> User:
        return self.user(found(self.emails, digest(email.casefold())))

    def save_user(self, user: User) -> None:
        self.users[user.id] = user
        self.emails[digest(user.email.casefold())] = user.id

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

    def save_session(self, session: Session) -> None:
        self.sessions[session.digest] = session

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
