"""Everybody at every route, on own records and on others': the table in `web/guard.py` against the app itself.

The routes are the app's own. What the table opens is open, what it closes looks as if it were not there, and a closed
door changes nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

import app
from chalicelib.domain.identity import Role, digest
from chalicelib.web.counter import counter
from chalicelib.web.guard import ANYONE, RULES
from tests.builders import OZU, UCHIKO, mails
from tests.service.journeys import LINK
from tests.web.browser import Answer
from tests.web.guard.people import PEOPLE, WITH_TOKENS, admit, may, send
from tests.web.seeded import Seeded, drawers, seeded
from tests.web.test_repeats import kept

# The local pages of the embedded run are no part of what is deployed.
ROUTES = sorted(
    f"{method} {route}" for route, methods in app.app.routes.items() for method in methods if method != "HEAD"
)
OPENED = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Site:
    """The office, everybody's bearer token where they may have one, and requests by whose they are."""

    world: Seeded
    tokens: dict[str, str]
    requests: dict[str, str]


@pytest.fixture(scope="module")
def everywhere() -> Iterator[Site]:
    """One office at work with everybody admitted."""
    tokens: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        world = seeded(lambda office: tokens.update(admit(office)))
        patch.setattr(counter, "office", lambda: world.office)
        patch.setattr(counter, "base_path", lambda: "")
        yield Site(world, tokens, by_owner(world))


@pytest.fixture
def site(everywhere: Site) -> Site:
    """The same, as it was at first."""
    everywhere.world.put_back()
    return everywhere


def by_owner(world: Seeded) -> dict[str, str]:
    """Requests by the towns that take part; the engaged one is helped by the expert who was asked."""
    every = [world.office.cases.case(request_id).request for request_id in world.ids["request_id"]]
    drafts = [request.id for request in every if request.state == "draft"]
    return {
        "Uchiko's": world.office.cases.request_id("R08-0001"),
        "Ozu's": next(request.id for request in every if request.municipalities == (OZU,)),
        "joint": next(request.id for request in every if len(request.municipalities) == 2),
        "Uchiko's draft": drafts[0],
        "nobody's": "r0000000000000000000",
    }


def place(world: Seeded, rule: str, request_id: str) -> str:
    """The path of a rule, with this request and what belongs to it filled in."""
    office = world.office
    offers = office.cases.case(request_id).offers if request_id in world.ids["request_id"] else ()
    known = {
        "request_id": request_id,
        "offer_id": offers[0].id if offers else f"{request_id}.01",
        "record": request_id,
        "expert_id": "e01",
        "denials_id": office.denials.rows().rows[-1].id,
        "round_id": office.rounds.rows().rows[0].id,
        "token_id": office.tokens.tokens().rows[-1].id,
        "user_id": "u-centre-",
        "token": [token for _, wording, _ in mails(office) for token in LINK.findall(wording.text)][-1],
        "step": "officer",
        "name": "app.css",
    }
    return OPENED.sub(lambda name: known[name[1]], rule.partition(" ")[2])


def request_of(site: Site, rule: str) -> str:
    """A request on which the rule makes sense: steps are edited of drafts."""
    steps = ("/edit/{step}", "/check", "/submit")
    return site.requests["Uchiko's draft" if rule.endswith(steps) else "Uchiko's"]


def expected(name: str, rule: str, whose: str) -> bool:
    """Whether the route is open to this person on such a request, said once more and in other words."""
    user = PEOPLE[name]
    if not may(name, rule):
        return False
    if user is None or not re.search("{(request_id|offer_id|record)}", rule) or RULES[rule] is ANYONE:
        return True
    match user.role:
        case Role.MUNICIPALITY:
            town = {UCHIKO: "Uchiko's", OZU: "Ozu's"}[user.municipality or ""]
            return whose in ("joint", town, f"{town} draft")
        case Role.EXPERT:
            return whose == "Uchiko's" and user.id == "e01"
        case _:
            return whose in ("Uchiko's", "Ozu's", "joint")


def untouched(site: Site) -> dict[str, str]:
    """Everything that is kept, but for the record of who was refused."""
    world = site.world
    told = {record: events for record, events in drawers(world.office).events.items() if not record.startswith("d2")}
    return {**kept(world.office), "events": digest(repr(told)), "denials": ""}


def asked(site: Site, name: str, rule: str, request_id: str) -> Answer:
    """What this person gets there, for a form that names the request's own offer."""
    offer = f"{request_id}.01"
    fields = dict.fromkeys(("offer", "answered_offer", "resent_offer"), offer)
    return send(site.world.office, name, rule, place(site.world, rule, request_id), site.tokens, **fields)


def is_open(answer: Answer) -> bool:
    """Whether somebody was let in, whatever the view then said to an empty form."""
    assert answer.status < 500, answer.text
    return answer.status not in (401, 403, 404) and answer.headers.get("location") != "/sign-in"


def test_every_route_has_its_row_and_every_row_its_route() -> None:
    """What has none does not open, and what is gone is not spoken of."""
    assert set(ROUTES) == set(RULES)


@pytest.mark.parametrize("rule", ROUTES)
def test_everybody_at_every_route(site: Site, rule: str) -> None:
    """On a request of Uchiko that e01 helps with."""
    request_id = request_of(site, rule)
    whose = next(name for name, known in site.requests.items() if known == request_id)
    open_to = set()
    for name in PEOPLE:
        site.world.put_back()
        before = untouched(site)
        answer = asked(site, name, rule, request_id)
        if is_open(answer):
            open_to.add(name)
        else:
            assert untouched(site) == before
            assert answer.status == closed(name, rule, answer)

    assert open_to == {name for name in PEOPLE if expected(name, rule, whose)}


def closed(name: str, rule: str, answer: Answer) -> int:
    """With which status a door that is closed answers: nobody is shown to the way in, others find nothing."""
    if "/v1/" in rule:
        return 404 if name in ("a clerk of Uchiko", "a clerk of Ozu", "the secretariat") else 401
    if name != "nobody":
        return 404
    return 401 if rule.startswith("POST") else 303


OF_A_RECORD = [rule for rule in ROUTES if re.search("{(request_id|offer_id|record)}", rule)]


@pytest.mark.parametrize("rule", OF_A_RECORD)
def test_what_is_not_theirs_looks_as_if_it_did_not_exist(site: Site, rule: str) -> None:
    """Word for word the answer to an id that was never given, for everybody and every request that is not theirs."""
    missing = site.requests["nobody's"]
    for name, user in PEOPLE.items():
        if user is None or not may(name, rule):
            continue
        for whose, request_id in site.requests.items():
            if expected(name, rule, whose):
                continue
            site.world.put_back()
            before = untouched(site)

            answer, none = (asked(site, name, rule, known) for known in (request_id, missing))

            assert (answer.status, none.status) == (404, 404), (name, whose)
            assert answer.words.replace(request_id, "") == none.words.replace(missing, "")
            assert untouched(site) == before


def test_nobody_else_is_left_out() -> None:
    """Every role that may sign in is tried, and every one that may have a token."""
    assert {user.role for user in PEOPLE.values() if user} == set(Role) - {Role.SYSTEM}
    assert {role for rule, roles in RULES.items() if "/v1/" in rule for role in roles} == set(WITH_TOKENS)
