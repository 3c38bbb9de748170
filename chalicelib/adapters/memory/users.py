"""Users, their second factors and the browsers they use, in memory."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.adapters.memory.drawers import Drawers, found
from chalicelib.domain.errors import LostRace
from chalicelib.domain.identity import Role, Session, User, digest
from chalicelib.domain.second_factor import SecondFactor
from chalicelib.domain.user import UserChange


class MemoryUsers:
    """The part of `ports.Doors` that knows people."""

    def __init__(self, drawers: Drawers) -> None:
        self.drawers, self.lock = drawers, drawers.lock
        self.people: dict[str, User] = {}
        self.emails: dict[str, str] = {}
        self.factors: dict[str, SecondFactor] = {}
        self.sessions: dict[str, Session] = {}
        self.browsers: dict[tuple[str, str], datetime] = {}

    def user(self, user_id: str) -> User:
        return found(self.people, user_id)

    def user_and_factor(self, user_id: str) -> tuple[User, SecondFactor | None]:
        return self.user(user_id), self.factors.get(user_id)

    def user_by_email(self, email: str) -> User:
        return self.user(found(self.emails, digest(email.casefold())))

    def users(self) -> Sequence[User]:
        return [self.people[user_id] for user_id in sorted(self.people)]

    def save_user(self, user: User) -> None:
        self.people[user.id] = user
        self.emails[digest(user.email.casefold())] = user.id

    def commit_user(self, change: UserChange) -> None:
        user, before = change.user, change.before
        with self.lock:
            self.drawers.refuse_repeated(change.event)
            self._refuse_late(change)
            if change.factor:
                self._refuse_late_factor(change.factor)
            if before:
                self.emails.pop(digest(before.email.casefold()))
            self.save_user(user)
            self.drawers.record(change.event)
            self.drawers.letters.update({(letter.about, letter.id): letter for letter in change.letters})
            if change.factor:
                self.factors[user.id] = change.factor
            if change.session:
                self.sessions[change.session.digest] = change.session
            if change.factor_ends:
                self.factors.pop(user.id, None)

    def factor(self, user_id: str) -> SecondFactor:
        return found(self.factors, user_id)

    def save_factor(self, factor: SecondFactor, session: Session | None = None) -> None:
        with self.lock:
            self._refuse_late_factor(factor)
            self.factors[factor.user_id] = factor
            if session:
                self.sessions[session.digest] = session

    def knows_browser(self, user_id: str, browser_digest: str, now: datetime) -> bool:
        return self.browsers.get((user_id, browser_digest), now) > now

    def know_browser(self, user_id: str, browser_digest: str, *, until: datetime) -> None:
        self.browsers[user_id, browser_digest] = until

    def _refuse_late(self, change: UserChange) -> None:
        stored = self.people.get(change.user.id)
        if (stored is None) != (change.before is None) or (stored.version if stored else 0) != change.expected_version:
            raise LostRace(change.user.id)
        if self.emails.get(digest(change.user.email.casefold()), change.user.id) != change.user.id:
            raise LostRace(change.user.id)

        other = self.people.get(change.relies_on) if change.relies_on else None
        if change.relies_on and not (other and other.active and other.role is Role.SECRETARIAT):
            raise LostRace(change.relies_on)

    def _refuse_late_factor(self, factor: SecondFactor) -> None:
        stored = self.factors.get(factor.user_id)
        if (stored.version if stored else 0) != factor.version - 1:
            raise LostRace(factor.user_id)
