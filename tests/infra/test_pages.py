"""The pages of the embedded run: mails to read, a clock to move."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from chalice.app import Chalice
from chalice.test import Client

from chalicelib import profiles
from infra.local.clock import ClockOffset
from infra.local.eml import keep
from infra.local.pages import LocalPages, blueprint, hours_in_words
from tests.builders import memory_office
from tests.infra.test_mails import as_it_arrives

PROFILE = Path(__file__).parents[1] / "profile_tiny"


@pytest.fixture
def local(tmp_path: Path) -> LocalPages:
    """Pages over an empty folder."""
    office = replace(memory_office(), profile=profiles.load(str(PROFILE)))
    return LocalPages(office, tmp_path, ClockOffset(tmp_path / "clock"))


@pytest.fixture
def visitor(local: LocalPages) -> Client:
    """Somebody who fetches the pages."""
    app = Chalice("stand-in", configure_logs=False)
    app.register_blueprint(blueprint(local))
    return Client(app)


def post(visitor: Client, body: bytes, content_type: str) -> tuple[int, str]:
    """Send something to the clock; status and body of the answer."""
    answer = visitor.http.post("/local/clock", body=body, headers={"Content-Type": content_type})
    return answer.status_code, answer.body.decode()


def test_mails_can_be_read_and_their_links_followed(local: LocalPages, visitor: Client) -> None:
    """As text, whatever else the mail holds."""
    keep(local.mails, request=as_it_arrives(), message_id="1-2-3")

    shown = visitor.http.get("/local/mail").body.decode()

    assert "【要回答・11/27まで】支援の依頼 R08-0042（内子町）" in shown
    assert '<a href="https://suketto.example.jp/answer/abc"' in shown
    assert "&lt;p&gt;" not in shown


def test_mails_can_be_read_by_machines(local: LocalPages, visitor: Client) -> None:
    """Newest last, each with address, subject, text, HTML and time."""
    keep(local.mails, request=as_it_arrives(), message_id="1-2-3")
    keep(local.mails, request=as_it_arrives(), message_id="4-5-6")

    mails = visitor.http.get("/local/mail.json").json_body

    assert [mail["to"] for mail in mails] == ["uchiko@example.jp"] * 2
    assert mails[0]["sent_at"] <= mails[1]["sent_at"]
    assert {"to", "subject", "text", "html", "sent_at"} <= set(mails[0])


def test_an_empty_mail_page_says_what_brings_mails(visitor: Client) -> None:
    """Nobody is left before an empty list."""
    shown = visitor.http.get("/local/mail").body.decode()

    assert "依頼を提出したり" in shown


def test_the_clock_is_moved_on_and_back(local: LocalPages, visitor: Client) -> None:
    """Moves add up, by form as by JSON; a reset takes them all back."""
    by_form = post(visitor, b"days=2", "application/x-www-form-urlencoded")
    by_json = post(visitor, b'{"hours": 3}', "application/json")
    moved = local.clock.ahead
    post(visitor, b'{"reset": true}', "application/json")

    assert by_form[0] == 303
    assert by_json == (200, '{"seconds_ahead":183600}')
    assert moved == timedelta(days=2, hours=3)
    assert local.clock.ahead == timedelta()


@pytest.mark.parametrize("body", [b'{"days": -1}', b"{}", b'{"days": "soon"}', b'{"hours": 0}'])
def test_a_move_that_is_none_changes_nothing(local: LocalPages, visitor: Client, body: bytes) -> None:
    """Time goes on, in known steps, or stays."""
    status, _ = post(visitor, body, "application/json")

    assert status == 400
    assert local.clock.ahead == timedelta()


def test_how_far_the_clock_is_ahead_is_said_in_words() -> None:
    """Minutes do not matter here."""
    said = [hours_in_words(timedelta(days=days, hours=hours)) for days, hours in ((0, 0), (0, 3), (2, 0), (2, 3))]

    assert said == ["", "3時間", "2日", "2日3時間"]
