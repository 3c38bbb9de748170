"""Users, their second factors and the browsers they use, in DynamoDB."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.errands import marked
from chalicelib.adapters.items import Item, plain, recalled, stored, wire
from chalicelib.adapters.letters import stored_letter
from chalicelib.adapters.table import Table, put
from chalicelib.domain.errors import NotFound
from chalicelib.domain.identity import Role, Session, User, digest
from chalicelib.domain.second_factor import SecondFactor
from chalicelib.domain.user import UserChange

NEW = "attribute_not_exists(pk)"


class UserTable:
    """The part of `ports.Doors` that knows people."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def user(self, user_id: str) -> User:
        return recalled(User, self.table.get(keys.user(user_id)))

    def user_by_email(self, email: str) -> User:
        found = plain(self.table.get(_address(email)))
        return self.user(found["user_id"])

    def users(self) -> Sequence[User]:
        return [recalled(User, item) for item in self.table.partition("USERS")]

    def save_user(self, user: User) -> None:
        self.table.transact([put(stored(user, keys.user(user.id))), put(_pointer(user))])

    def commit_user(self, change: UserChange) -> None:
        event = change.event
        actions = [
            *_written(change),
            put(stored(event, keys.event(event.record, event.sequence)), NEW),
            *(put(stored_letter(letter), NEW) for letter in change.letters),
            *([_factor(change.factor)] if change.factor else []),
            *([put(stored_session(change.session))] if change.session else []),
            *([_stays(change.relies_on)] if change.relies_on else []),
            *([_gone(keys.factor(change.user.id))] if change.factor_ends else []),
        ]
        self.table.transact(actions, errand=marked(event))

    def factor(self, user_id: str) -> SecondFactor:
        return recalled(SecondFactor, self.table.get(keys.factor(user_id)))

    def user_and_factor(self, user_id: str) -> tuple[User, SecondFactor | None]:
        user, factor = self.table.find_all(keys.user(user_id), keys.factor(user_id))
        if user is None:
            raise NotFound("user")
        return recalled(User, user), recalled(SecondFactor, factor) if factor else None

    def save_factor(self, factor: SecondFactor, session: Session | None = None) -> None:
        self.table.transact([_factor(factor), *([put(stored_session(session))] if session else [])])

    def knows_browser(self, user_id: str, browser_digest: str, now: datetime) -> bool:
        try:
            known = plain(self.table.get(keys.browser(user_id, browser_digest)))
        except NotFound:
            return False
        return bool(known["expires"] > now.timestamp())

    def know_browser(self, user_id: str, browser_digest: str, *, until: datetime) -> None:
        self.table.put(wire({**keys.browser(user_id, browser_digest), "expires": int(until.timestamp())}))


def stored_session(session: Session) -> Item:
    """A session as an item, listed in the index among its user's."""
    listed, expires = keys.sessions(session.user.id, session.began_at), int(session.expires_at.timestamp())
    return stored(session, keys.session(session.digest), listed, expires=expires)


def _written(change: UserChange) -> list[dict[str, Any]]:
    """The user at the version that was read; and whose address leads to them, if it leads to nobody else."""
    user, before = change.user, change.before
    item = stored(user, keys.user(user.id))
    if before is None:
        written = put(item, NEW)
    elif before.version == 0:
        # Kept by the first version, which counted no changes.
        written = put(item, "attribute_exists(pk) AND (attribute_not_exists(version) OR version = :none)", none=0)
    else:
        written = put(item, "version = :version", version=before.version)
    if before and before.email.casefold() == user.email.casefold():
        return [written]
    left = [_gone(_address(before.email))] if before else []
    return [written, put(_pointer(user), NEW), *left]


def _stays(user_id: str) -> dict[str, Any]:
    """This secretary is one still when the change is made."""
    return {
        "ConditionCheck": {
            "Key": wire(keys.user(user_id)),
            "ConditionExpression": "active = :yes AND #role = :secretariat",
            "ExpressionAttributeNames": {"#role": "role"},
            "ExpressionAttributeValues": wire({":yes": True, ":secretariat": Role.SECRETARIAT.value}),
        }
    }


def _factor(factor: SecondFactor) -> dict[str, Any]:
    item = stored(factor, keys.factor(factor.user_id))
    if factor.version == 1:
        return put(item, NEW)
    return put(item, "version = :version", version=factor.version - 1)


def _gone(key: keys.Key) -> dict[str, Any]:
    return {"Delete": {"Key": wire(key)}}


def _address(email: str) -> keys.Key:
    return keys.email(digest(email.casefold()))


def _pointer(user: User) -> Item:
    return wire({**_address(user.email), "user_id": user.id})
