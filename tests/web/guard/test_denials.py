"""Whoever is refused learns nothing; the record learns who, when and where, and cannot be filled by it."""

import pytest

from chalicelib.domain.api_token import Scope
from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.denials import MOST
from chalicelib.domain.errors import Unavailable
from chalicelib.domain.identity import Role
from chalicelib.service.issue_token import issue_token
from chalicelib.service.office import Office
from chalicelib.service.verify_record import verify_record
from tests.builders import OZU, UCHIKO, a_request
from tests.web.api.conftest import Machine
from tests.web.browser import Browser


@pytest.fixture
def clerk(office: Office) -> Browser:
    """Of Uchiko."""
    return Browser(office).sign_in(Role.MUNICIPALITY, municipality=UCHIKO)


def told(office: Office) -> list[AuditEvent]:
    """Every event of every denial, by record, oldest first; each chain whole."""
    events: list[AuditEvent] = []
    for row in office.denials.rows().rows:
        verdict = verify_record(office, "denials", row.id)
        assert verdict.fault is None
        events += verdict.events
    return events


def test_a_page_of_another_role_is_put_on_record(office: Office, clerk: Browser) -> None:
    """With the pattern of the address: what stood in it stays out."""
    clerk.get("/console/requests?text=secret")
    clerk.post("/console/requests/r-1/approve", {"reason": "secret"})

    events = told(office)

    assert [(event.what, event.facts) for event in events] == [
        ("denied:role", {"route": "GET /console/requests"}),
        ("denied:role", {"route": "POST /console/requests/{request_id}/approve"}),
    ]
    assert {(event.who, event.role, event.way, event.why) for event in events} == {
        (f"u-municipality-{UCHIKO}", "municipality", "web", "")
    }
    assert "secret" not in repr(events)


def test_another_towns_request_is_put_on_record_and_an_unknown_one_is_not(office: Office, clerk: Browser) -> None:
    """A mistyped address is no attempt at anything."""
    other = a_request(office, of=OZU)
    clerk.get(f"/requests/{other.id}")
    clerk.get("/requests/r-none")

    assert [(event.what, event.facts) for event in told(office)] == [
        ("denied:record", {"route": "GET /requests/{request_id}", "record": other.id})
    ]


def test_a_machine_is_told_of_as_a_person_is(office: Office) -> None:
    """Out of its role, out of its scopes, and for another town's request; under the token's own id."""
    other = a_request(office, of=OZU)
    token = issue_token(office, role="municipality", municipality=UCHIKO, scopes=[Scope.REQUESTS_READ])
    machine = Machine(Browser(office), token)
    machine.get("/v1/experts")
    machine.get("/v1/assignments")
    machine.get(f"/v1/requests/{other.id}")
    machine.get(f"/v1/requests?municipality={OZU}")

    events = told(office)

    assert [event.what for event in events] == ["denied:role", "denied:scope", "denied:record", "denied:record"]
    assert {event.who for event in events} == {office.tokens.tokens().rows[0].id}
    assert {event.way for event in events} == {"api"}


def test_nobody_fills_the_store_by_being_refused(office: Office, clerk: Browser) -> None:
    """After the fiftieth time of a day nothing is written any more; the refusal stands."""
    for _ in range(MOST + 5):
        assert clerk.get("/console").status == 404

    assert len(told(office)) == MOST


def test_who_is_not_signed_in_leaves_nothing(office: Office, browser: Browser) -> None:
    """Nobody is there to be told of, and nobody can write without end."""
    browser.get("/console")
    browser.get("/v1/requests")
    browser.post("/console/requests/r-1/approve")

    assert told(office) == []


def test_a_store_that_is_silent_lets_nobody_in(office: Office, clerk: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal does not wait for its record."""

    def silent(*_: object) -> None:
        raise Unavailable("silent")

    monkeypatch.setattr(office.denials, "save", silent)

    assert clerk.get("/console").status == 404


def test_the_prefecture_reads_what_was_refused(office: Office, clerk: Browser) -> None:
    """Day by day, and one by one; the centre does not."""
    clerk.get("/console")
    auditor = Browser(office).sign_in(Role.AUDITOR)

    page = auditor.get("/console/denials")
    one = auditor.get(f"/console/denials/d20261124-u-municipality-{UCHIKO}")

    assert "市町" in page.text
    assert "1件" in page.text
    assert "GET /console" in one.text
    assert "記録のつながりを確かめました" in one.text
    assert auditor.get("/console/denials/d20261124-nobody").status == 404
    assert Browser(office).sign_in(Role.CENTRE).get("/console/denials").status == 404
