"""A clerk leaves: the open requests they are the officer of go over to a colleague of the same town."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from chalicelib.domain.case import Case, Deed
from chalicelib.domain.errors import InvalidContent
from chalicelib.domain.identity import Actor, User
from chalicelib.domain.request import Officer, Request
from chalicelib.domain.user import changed
from chalicelib.service.office import Office, settled
from chalicelib.service.user_letters import handed_over

PAGE = 50


@settled
def hand_over(office: Office, actor: Actor, user_id: str, *, to: str) -> int:
    """Make the colleague the officer of every open request of the person; how many are theirs now.

    Each request goes over by itself, so what was interrupted goes on where it stopped; the colleague is told of all
    that are theirs then. InvalidContent when the colleague is nobody who can take over.
    """
    leaver, successor = office.doors.user(user_id), _successor(office, user_id, to)
    moved = [_moved(office, actor.on_the_way(), request_id, leaver, successor) for request_id in _open(office, leaver)]
    numbers = [number for number in moved if number]
    facts = {"to": successor.id, "requests": str(len(numbers))}
    deed = Deed(actor, "user:handed-over", office.now(), facts=facts)
    letters = handed_over(office, successor, leaver=leaver, numbers=numbers) if numbers else ()
    office.doors.commit_user(changed(leaver, leaver, deed, letters=letters))
    return len(numbers)


def _successor(office: Office, user_id: str, to: str) -> User:
    leaver = office.doors.user(user_id)
    for user in office.doors.users():
        if user.id == to and user.id != user_id and user.active and user.municipality == leaver.municipality:
            return user
    raise InvalidContent({"to": "引き継ぐ方を、同じ市町の利用者から選んでください"})


def _open(office: Office, leaver: User) -> Iterator[str]:
    """Ids of the open requests of the person's town, page by page."""
    cursor: str | None = None
    while leaver.municipality:
        page = office.cases.rows(leaver.municipality, state="open", cursor=cursor, limit=PAGE)
        yield from (row.id for row in page.rows)
        cursor = page.cursor
        if cursor is None:
            return


@settled
def _moved(office: Office, actor: Actor, request_id: str, leaver: User, successor: User) -> str:
    """What the request is called if it is the colleague's now; empty otherwise."""
    case = office.cases.case(request_id)
    after = _with_officer(case, leaver, successor)
    if after != case.request:
        facts = {"from": leaver.id, "to": successor.id}
        office.cases.commit(case.changed(Deed(actor, "request:handed-over", office.now(), facts=facts), after))
    return (after.number or after.title or "下書き") if _is_officer(successor, after) else ""


def _is_officer(user: User, request: Request) -> bool:
    return bool(request.content) and request.asked.officer.email.casefold() == user.email.casefold()


def _with_officer(case: Case, leaver: User, successor: User) -> Request:
    request, address = case.request, leaver.email.casefold()
    if request.content and _is_officer(leaver, request):
        officer = Officer(successor.name, successor.department, successor.email, successor.telephone)
        request = replace(request, content=replace(request.content, officer=officer))
    if "".join(request.typed.get("officer_email", ())).strip().casefold() == address:
        request = replace(request, typed={**request.typed, **_typed(successor)})
    return request


def _typed(successor: User) -> Mapping[str, tuple[str, ...]]:
    return {
        "officer_name": (successor.name,),
        "officer_department": (successor.department,),
        "officer_email": (successor.email,),
        "officer_telephone": (successor.telephone,),
    }
