"""What pages and jobs ask of the table: no scan, ever, and at most four calls for a page."""

from dataclasses import dataclass
from datetime import date

import pytest

from benchmarks.meter import Meter
from chalicelib.adapters.table import Table
from chalicelib.domain.identity import Role
from chalicelib.service.begin_round import begin_round
from chalicelib.service.complete_support import complete_support
from chalicelib.service.issue_token import issue_token
from chalicelib.service.note_denial import note_denial
from chalicelib.service.office import Office
from chalicelib.service.plan_round import plan_round
from chalicelib.service.save_draft import open_draft
from chalicelib.service.sign_in import begin_sign_in
from chalicelib.service.take_request import take_request
from chalicelib.web import hooks
from chalicelib.web.counter import counter
from chalicelib.web.guard import RULES
from tests import embedded
from tests.adapters.conftest import on_table
from tests.builders import CLERK, SECRETARIAT, UCHIKO, a_request, a_user, an_expert, clock, engage
from tests.service.journeys import engaged, last_token, opened_by_link, recorded
from tests.web.browser import Browser

pytestmark = pytest.mark.embedded
MOST = 4
# A machine's token is looked up and counted, and so are its network's calls; once a day its use is noted.
ADMITTING = 5
PAGES = [rule for rule in RULES if rule.startswith("GET ")]
FURTHER = [
    "GET /requests?state=engaged",
    "GET /requests/{request_id}?view=history",
    "GET /requests/{request_id}?view=withdraw",
    "GET /requests/{request_id}/sessions/new?corrects={session_id}",
    "GET /console/requests?state=open",
    "GET /console/requests/{request_id}?expert=e01",
    "GET /console/assignments?month=2026-12",
    "GET /v1/requests?state=open",
]
# Whoever proves a case reads it with its whole trail and all that came of it.
PROVING = {"GET /console/requests/{request_id}/events": 8, "GET /v1/audit/{record}": 15}


@dataclass(frozen=True, slots=True)
class Site:
    """A site on a table, the meter of that table, and what the places in its addresses stand for.

    `requests` are by the end of the address that one in their state is shown at.
    """

    office: Office
    meter: Meter
    places: dict[str, str]
    requests: dict[str, str]

    def fetch(self, rule: str) -> int:
        """The status of a rule's page for somebody who may see it; the meter then shows that page alone."""
        request_id = next(request_id for end, request_id in self.requests.items() if rule.endswith(end))
        path = rule.removeprefix("GET ").format(**self.places, request_id=request_id)
        browser, headers, roles = Browser(self.office), {}, sorted(RULES[rule.partition("?")[0]])
        if path.startswith("/v1"):
            headers["authorization"] = f"Bearer {issue_token(self.office, role='secretariat')}"
        elif roles:
            browser.sign_in(roles[0], municipality=UCHIKO if roles[0] is Role.MUNICIPALITY else None)
        self.meter.reset()
        return browser.send("GET", path, **headers).status


@pytest.fixture
def site(table: embedded.Table, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Two experts; requests that are a draft, offered, engaged, over, and planned in a round."""
    office = on_table(Table(table.client, table.name))
    monkeypatch.setattr(counter, "office", lambda: office)
    monkeypatch.setattr(counter, "base_path", lambda: "")
    engage(office, an_expert(), an_expert())
    draft, over, helped, waiting = open_draft(office, CLERK, {}), engaged(office), engaged(office), a_request(office)
    clock(office).move(days=21)
    complete_support(office, CLERK, over.id, last_session=date(2026, 12, 14))
    session = recorded(office, helped)
    opened_by_link(office, a_request(office), "e02")
    take_request(office, SECRETARIAT, waiting.id)
    whole = begin_round(office, SECRETARIAT, request_ids=[waiting.id])
    plan_round(office, whole.id)
    meter = Meter()
    meter.watch(table.client)
    places = {"round_id": whole.id, "record": helped.id, "token": last_token(office)}
    places |= {"offer_id": f"{helped.id}.01", "expert_id": "e01", "user_id": "u-auditor-"}
    note_denial(office, CLERK, why="role", route="GET /console")
    places |= {"denials_id": office.denials.rows().rows[0].id}
    places |= {"session_id": session.id, "step": "officer", "name": "app.css"}
    requests = {
        "/edit/{step}": draft.id,
        "/check": draft.id,
        "/report": over.id,
        "=withdraw": waiting.id,
        "": helped.id,
    }
    return Site(office, meter, places, requests)


def test_no_page_scans_or_asks_more_than_four_times(site: Site) -> None:
    """The session with its user, and what the page shows."""
    statuses, calls = {}, {}

    for rule in PAGES + FURTHER:
        statuses[rule] = site.fetch(rule)
        calls[rule] = site.meter.calls.copy()

    assert {rule for rule, status in statuses.items() if status not in (200, 303)} == set()
    assert {rule for rule, made in calls.items() if "Scan" in made} == set()
    assert {rule: made.total() for rule, made in calls.items() if made.total() > allowed(rule)} == {}


def allowed(rule: str) -> int:
    """How many calls a page may make; a machine has no session, but is admitted."""
    return PROVING.get(rule, 2 + ADMITTING if rule.startswith("GET /v1") else MOST)


def test_no_job_scans(site: Site) -> None:
    """When there is nothing to do, the schedule asks once for each of its duties."""
    hooks.keep_time()
    busy = set(site.meter.calls)
    site.meter.reset()

    hooks.keep_time()

    assert "Scan" not in busy
    assert site.meter.calls == {"Query": len(hooks.DUTIES)}


def test_known_and_unknown_addresses_ask_the_same_of_the_table(site: Site) -> None:
    """So that the time of an answer tells nobody who is registered, neither for an address nor for a code."""
    known = a_user(Role.MUNICIPALITY, municipality=UCHIKO)
    site.office.doors.save_user(known)
    made = []

    for address in (known.email, "nobody@office.example.jp"):
        browser = Browser(site.office)
        site.meter.reset()
        browser.post("/sign-in", {"email": address}, follow=False)
        asked = site.meter.calls.copy(), site.meter.units
        site.meter.reset()
        browser.post("/sign-in/code", {"code": "00000000"})
        made.append((*asked, site.meter.calls.copy(), site.meter.units))

    assert made[0] == made[1]


def test_at_the_door_the_same_is_asked_whoever_comes(site: Site) -> None:
    """A user, an expert and a stranger: neither the number of calls nor their kind tells which addresses are known."""
    clerk = a_user(Role.MUNICIPALITY, municipality=UCHIKO)
    site.office.doors.save_user(clerk)
    calls = []

    for address in (clerk.email, site.office.experts.expert("e01").email, "nobody@example.jp"):
        site.meter.reset()
        begin_sign_in(site.office, address, network="198.51.100.7")
        calls.append(site.meter.calls.copy())

    assert calls[0]["GetItem"] >= 2
    assert calls == [calls[0]] * 3
