"""Sessions, end and report over the API."""

from typing import Any

import pytest

from chalicelib.service.issue_token import issue_token
from chalicelib.service.office import Office
from tests.builders import OZU, UCHIKO
from tests.web.api.conftest import Machine
from tests.web.browser import Browser
from tests.web.support.typed import supported

REPORT = {"achieved": "仕様書ができました。", "rating": 4, "opinion": "よかったです。", "follow_up": "none"}


@pytest.fixture
def uchiko(office: Office, browser: Browser) -> Machine:
    """Uchiko's machine."""
    return Machine(browser, issue_token(office, role="municipality", municipality=UCHIKO))


def session(offer: str, **changes: Any) -> dict[str, Any]:
    """A session as a machine sends it."""
    told = {"day": "2026-12-10", "begins": "13:30", "ends": "16:00", "mode": "online"}
    return {
        "offer": offer,
        **told,
        "place": "会議システム",
        "attendees": "3人",
        "done": "素案を読みました。",
        **changes,
    }


def test_a_machine_takes_a_support_to_its_end(office: Office, uchiko: Machine) -> None:
    """Recorded, corrected, completed, reported, and read back."""
    request = supported(office)
    path = f"/v1/requests/{request.id}"

    made = uchiko.post(f"{path}/sessions", session(f"{request.id}.01"))
    assert made.status == 201
    right = session(f"{request.id}.01", day="2026-12-11", corrects=made.json["id"], reason="日付の誤り")
    assert uchiko.post(f"{path}/sessions", right).json["corrects"] == made.json["id"]
    assert uchiko.post(f"{path}/completion", {"last_session": "2026-12-14"}).json["state"] == "completed"
    assert uchiko.post(f"{path}/report", REPORT).json["state"] == "closed"

    found = uchiko.get(f"{path}/support").json
    assert sorted(told["account"]["day"] for told in found["sessions"]) == ["2026-12-10", "2026-12-11"]
    assert found["report"]["outcome"]["rating"] == 4


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": "2026-12-16"}, "day"),
        ({"ends": "09:00"}, "ends"),
        ({"mode": "either"}, "mode"),
        ({"begins": "13:30+09:00"}, "begins"),
        ({"begins": 48_600}, "begins"),
        ({"day": 1_765_324_800}, "day"),
        ({"done": ""}, "done"),
    ],
)
def test_a_faulty_session_is_refused(office: Office, uchiko: Machine, changes: dict[str, Any], field: str) -> None:
    """The field is named."""
    request = supported(office)

    answer = uchiko.post(f"/v1/requests/{request.id}/sessions", session(f"{request.id}.01", **changes))

    assert answer.status == 422
    assert [fault["field"] for fault in answer.json["errors"]] == [field]


def test_another_towns_machine_finds_nothing(office: Office, browser: Browser) -> None:
    """Neither to read nor to write."""
    request = supported(office)
    ozu = Machine(browser, issue_token(office, role="municipality", municipality=OZU))

    assert ozu.get(f"/v1/requests/{request.id}/support").status == 404
    assert ozu.post(f"/v1/requests/{request.id}/completion", {"last_session": "2026-12-14"}).status == 404
    assert ozu.post(f"/v1/requests/{request.id}/sessions", session(f"{request.id}.01")).status == 404


def test_a_correction_needs_its_reason(office: Office, uchiko: Machine) -> None:
    """Over the API as in the browser."""
    request = supported(office)
    made = uchiko.post(f"/v1/requests/{request.id}/sessions", session(f"{request.id}.01"))

    answer = uchiko.post(f"/v1/requests/{request.id}/sessions", session(f"{request.id}.01", corrects=made.json["id"]))

    assert answer.json["type"].endswith("reason-missing")
