"""One person: what is known, which browsers are signed in, and what can be done."""

from collections.abc import Mapping

from chalice.app import Response

from chalicelib.domain.errors import NotFound
from chalicelib.domain.identity import Role, User
from chalicelib.service.keep_users import ROLES, this_year
from chalicelib.web import words
from chalicelib.web.serve import page
from chalicelib.web.typed import Typed
from chalicelib.web.users.blueprint import ONE, users
from chalicelib.web.users.listing import keeps, place_of
from chalicelib.web.users.person import choices, typed_of
from chalicelib.web.visit import Visit

DONE = {
    "invite": "招待しました。ご案内のメールを送ります",
    "change": "登録を変えました",
    "confirm": "今年度も担当であることを記録しました",
    "disable": "利用を止めました",
    "enable": "利用を再開しました。ご案内のメールを送ります",
    "sign-out": "サインインをすべて終わらせました",
    "factor": "認証アプリの設定を解除しました",
    "hand-over": "依頼を引き継ぎました",
}
LATEST = 20


@page(users, ONE)
def show_user(visit: Visit, user_id: str) -> Response:
    return user_page(visit, user_id)


def user_page(
    visit: Visit, user_id: str, *, errors: Mapping[str, str] | None = None, status: int = 200, said: str = ""
) -> Response:
    """The page; with errors, what was typed stands where it was typed, beside what is known."""
    office = visit.office
    user, factor = office.doors.user_and_factor(user_id)
    _require_staff(user)
    given = {**typed_of(user).given, **visit.typed.given} if errors or said else typed_of(user).given
    events = office.cases.events(user.id, after=max(0, user.version - LATEST))
    return visit.page(
        "users/user.html",
        status=status,
        form=Typed(given, errors or {}),
        errors=errors or {},
        person=user,
        place=place_of(office.profile, user),
        sessions=office.doors.sessions_of(user.id, office.now()),
        factor=factor if user.role.needs_second_factor else None,
        year=this_year(office),
        colleagues=_colleagues(visit, user),
        steps=[(words.EVENTS.get(event.what, event.what), event) for event in reversed(events)],
        keeps=keeps(visit),
        own=visit.actor.id == user.id,
        done=DONE.get(visit.asked("done"), ""),
        said=said,
        **choices(office.profile),
    )


def staff(visit: Visit, user_id: str) -> User:
    """The person; NotFound for who is no staff."""
    user = visit.office.doors.user(user_id)
    _require_staff(user)
    return user


def _require_staff(user: User) -> None:
    if user.role not in ROLES:
        raise NotFound(user.id)


def _colleagues(visit: Visit, user: User) -> list[tuple[str, str]]:
    """Who could take over the person's requests."""
    if user.role is not Role.MUNICIPALITY:
        return []
    people = visit.office.doors.users()
    return [
        (other.id, f"{other.name}（{other.department}）")
        for other in people
        if other.active and other.municipality == user.municipality and other.id != user.id
    ]
