"""Pages nobody hopes to see, as Chromium shows them: overtaken by others, and a store that is silent."""

from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from chalicelib.domain.errors import Unavailable
from chalicelib.domain.plan import Wishes
from chalicelib.service.adjust_round import adjust_round
from chalicelib.service.office import Office
from chalicelib.service.plan_round import plan_round
from chalicelib.service.take_request import take_request
from chalicelib.service.withdraw_request import cancel_request
from chalicelib.web.counter import counter
from tests.browser.accessibility import sideways, violations
from tests.builders import CENTRE, SECRETARIAT, memory_office
from tests.web import sendings
from tests.web.sendings import Sending

pytestmark = pytest.mark.browser
WIDTHS = (1280, 375)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office in memory behind the app's counter."""
    office = memory_office()
    monkeypatch.setattr(counter, "office", lambda: office)
    monkeypatch.setattr(counter, "base_path", lambda: "")
    return office


def taken(office: Office, sending: Sending) -> None:
    """The centre has begun to look at the request."""
    take_request(office, CENTRE, sending.path.split("/")[-2])


def cancelled(office: Office, sending: Sending) -> None:
    """The secretariat has ended the request."""
    cancel_request(office, SECRETARIAT, sending.path.split("/")[-2], reason="取り違えのため。")


def planned_anew(office: Office, _: Sending) -> None:
    """The centre has had the round planned under other conditions."""
    adjust_round(office, CENTRE, "R08-M001", wishes=Wishes(floor=700))
    plan_round(office, "R08-M001")


def silent(office: Office, _: Sending) -> None:
    """No session can be read any more."""

    def session(*_: object) -> None:
        raise Unavailable("silent")

    doors = office.doors
    doors.session = session  # type: ignore[method-assign,assignment]


SETBACKS = {
    "withdrawal overtaken": (sendings.withdrawal, taken),
    "withdrawal too late": (sendings.withdrawal, cancelled),
    "cancellation overtaken": (sendings.cancellation, taken),
    "reply overtaken": (sendings.reply, cancelled),
    "wishes overtaken": (sendings.adjustment, planned_anew),
    "silent store": (sendings.withdrawal, silent),
}


@pytest.mark.parametrize("name", SETBACKS)
def test_a_setback_is_an_accessible_page(chromium: Browser, office: Office, name: str) -> None:
    """No violation and no sideways scrolling, wide and narrow."""
    scene, before = SETBACKS[name]
    sending = scene(office)
    before(office, sending)
    said = sending.send()
    page = chromium.new_context(locale="ja-JP", bypass_csp=True).new_page()
    page.route("**/static/*", lambda route: route.fulfill(**_static(sending, route.request.url)))
    page.route("**/page", lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=said.text))

    found = []
    page.goto("http://127.0.0.1:1/page")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += violations(page)
        found += ["scrolls sideways"] if sideways(page) else []

    assert said.status in (409, 503)
    assert found == []


def _static(sending: Sending, url: str) -> dict[str, str]:
    """A style sheet or script as the app serves it."""
    answer = replace(sending.browser, jar={}).get("/" + url.split("/", 3)[3])
    return {"content_type": answer.headers["content-type"], "body": answer.text}
