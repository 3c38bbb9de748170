"""A machine calls: by its token it is known, and neither it nor its network may call without end."""

from datetime import datetime

from chalicelib.domain.api_token import ApiToken
from chalicelib.domain.calendar import local_day
from chalicelib.domain.errors import NotFound, TooManyCalls
from chalicelib.domain.identity import Role, User, digest
from chalicelib.service.office import Office

MINUTE = 60
TOKEN_CALLS_A_MINUTE = 600
# All machines of a prefecture may stand behind one address.
NETWORK_CALLS_A_MINUTE = 3_000


def admit_machine(office: Office, secret: str, *, network: str) -> ApiToken:
    """The token that says this, the day of its use noted.

    NotFound when there is none, when it has expired or was revoked, and when whoever answers for it may no longer make
    any. TooManyCalls says when to call again.
    """
    now = office.now()
    _count(office, "network", digest(network), NETWORK_CALLS_A_MINUTE, now)
    token = office.tokens.by_digest(digest(secret))
    if not token.lasts(now) or not _answered_for(office, token):
        raise NotFound("token")
    _count(office, "token", token.id, TOKEN_CALLS_A_MINUTE, now)
    if token.used_on != local_day(now):
        office.tokens.note_use(token.id, local_day(now))
    return token


def answers_for_tokens(owner: User) -> bool:
    """Whether the tokens that somebody made still count: only as long as they could make new ones."""
    return owner.active and owner.role is Role.SECRETARIAT


def _answered_for(office: Office, token: ApiToken) -> bool:
    """What an operator made has no owner."""
    return not token.owner or answers_for_tokens(office.doors.user(token.owner))


def _count(office: Office, whose: str, name: str, most: int, now: datetime) -> None:
    if office.doors.count(f"api:{whose}:{name}", now, seconds=MINUTE) > most:
        raise TooManyCalls(whose, wait=MINUTE - int(now.timestamp()) % MINUTE)
