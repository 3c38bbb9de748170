"""An office at work, as its pages are measured: experts, requests of a town, and two people who have signed in."""

import random
from dataclasses import dataclass

from benchmarks.pool import an_assignable_expert, asked, clerk, secretary
from chalicelib.domain.identity import Pass, Role, Session, User, digest
from chalicelib.service.keep_experts import register_expert
from chalicelib.service.office import Office
from chalicelib.service.shortlist_experts import shortlist_experts
from chalicelib.service.submit_request import file_request
from chalicelib.service.take_request import take_request
from chalicelib.web import cookies

EXPERTS = 20


@dataclass(frozen=True, slots=True)
class Scene:
    """Ids of the requests, of which the first is shortlisted, and the headers that two people's browsers send."""

    requests: list[str]
    clerk: dict[str, str]
    secretary: dict[str, str]


def set_up(office: Office, *, requests: int) -> Scene:
    """Fill an empty store."""
    chance, town = random.Random(1), clerk(office)
    for place in range(EXPERTS):
        register_expert(office, secretary(), an_assignable_expert(office, f"e{place:02d}", chance=chance))
    towns = (town.municipality or office.profile.prefecture.code,)
    ids = [file_request(office, town, content=asked(office), municipalities=towns).id for _ in range(requests)]
    take_request(office, secretary(), ids[0])
    shortlist_experts(office, secretary(), ids[0])
    return Scene(
        requests=ids,
        clerk=signed_in(office, User("u1", "a@example.jp", "測定", Role.MUNICIPALITY, town.municipality)),
        secretary=signed_in(office, User("u2", "b@example.jp", "測定", Role.SECRETARIAT)),
    )


def signed_in(office: Office, user: User) -> dict[str, str]:
    """Headers of a browser that this person has signed in with."""
    shown, now = Pass.of(f"benchmark-{user.id}", user), office.now()
    office.doors.save_user(user)
    ends = now.replace(year=now.year + 1)
    office.doors.save_session(Session(digest(shown.secret), user, "csrf", now, now, ends, proven_at=ends))
    return {"host": "127.0.0.1", "cookie": f"{cookies.SESSION}={shown.words}"}
