"""A mail to nobody, in the whole service: SES's simulator address bounces it, and it comes back to the secretariat."""

import json
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.doors import DoorTable
from chalicelib.adapters.table import Table
from chalicelib.domain.calendar import local_day, month_of, months_from
from chalicelib.domain.identity import Role, Session, digest
from chalicelib.web import cookies
from infra.local.address import of_the_running
from infra.local.environment import TABLE
from tests.builders import a_user
from tests.embedded import client_for
from tests.infra.test_run import asked, command
from tests.live_site import ARRIVES_WITHIN, LiveSite, start, stop

pytestmark = pytest.mark.embedded
NOBODY = "bounce@simulator.amazonses.com"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[LiveSite]:
    """The service without sample data."""
    running = start(tmp_path, sample=0)
    yield running
    stop(running)


def an_expert_nobody_can_write_to() -> dict[str, Any]:
    """Fits the request, and has a telephone."""
    next_month = list(months_from(month_of(local_day(datetime.now(UTC))), 2))[1]
    return {
        "name": "見本 一郎",
        "kana": "みほん いちろう",
        "email": NOBODY,
        "telephone": "090-0000-0001",
        "base": "384224",
        "levels": {"field-13": 4},
        "months": {next_month: 8},
        "half_day_yen": 25_000,
        "active_from": "2026-04",
    }


def page_of_the_secretariat(site: LiveSite, path: str) -> str:
    """A console page, read in a session of the secretariat's."""
    doors = DoorTable(Table(client_for("dynamodb", of_the_running(site.state)["AWS_ENDPOINT_URL"]), TABLE))
    now, user = datetime.now(UTC), a_user(Role.SECRETARIAT)
    doors.save_user(user)
    doors.save_session(Session(digest("token"), user, "csrf", now, now, now + timedelta(hours=1), proven_at=now))
    request = urllib.request.Request(site.url + path, headers={"Cookie": f"{cookies.SESSION}=token"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=ARRIVES_WITHIN) as answer:  # noqa: S310
        return str(answer.read().decode())


def test_an_offer_that_bounces_is_back_with_the_secretariat_by_mail_and_on_its_page(site: LiveSite) -> None:
    """SES's word comes sealed, as through SNS; who must telephone is told the number twice."""
    printed = command("infra.local.token", "secretariat", "--state", str(site.state))
    token = printed.stdout.strip()
    expert = json.loads(site.read("/v1/experts", an_expert_nobody_can_write_to(), token=token))
    request = json.loads(site.read("/v1/requests", asked(), token=token))
    site.read(f"/v1/requests/{request['id']}/offers", {"expert": expert["id"], "reason": "急ぎのため"}, token=token)

    told = site.mail("secretariat@ehime.example.jp", containing="要連絡")
    page = page_of_the_secretariat(site, f"/console/requests/{request['id']}")

    assert site.mails(NOBODY)
    assert "090-0000-0001" in told["text"]
    assert "見本 一郎さんに打診のメールが届いていません" in page
    assert "090-0000-0001" in page
    deadline = time.monotonic() + ARRIVES_WITHIN
    while "配達済み" not in page_of_the_secretariat(site, f"/console/requests/{request['id']}/events"):
        assert time.monotonic() < deadline
        time.sleep(0.2)
