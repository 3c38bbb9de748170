"""The whole way through a real browser, with the mail in between: asked, ranked, decided, answered, told."""

import urllib.request

import pytest
from playwright.sync_api import Browser

from tests.browser.people import CLERK, SECRETARY, approves, asks, link_of, signed_in, somebody
from tests.live_site import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.embedded]


def test_a_town_asks_and_an_expert_accepts(chromium: Browser, live_site: LiveSite) -> None:
    """From an empty form to the assignment, and everybody is told; opening the link is no answer."""
    clerk, secretary = signed_in(chromium, live_site, CLERK), signed_in(chromium, live_site, SECRETARY)
    number = asks(clerk, title="予約システムの仕様書づくり")
    link = approves(secretary, number, title="予約システムの仕様書づくり")

    for method in ["GET", "HEAD"] * 20:
        with urllib.request.urlopen(urllib.request.Request(link, method=method)) as opened:  # noqa: S310
            assert opened.status == 200
    expert = somebody(chromium, live_site)
    expert.opens(link)
    assert not expert.page.locator("input[name=answer]:checked").count()
    expert.page.check("input[name=answer][value=accept]")
    expert.presses("回答を送信する")
    expert.sees("引き受ける")

    secretary.opens("/console/assignments")
    secretary.sees(number)
    clerk.opens("/requests")
    clerk.follows("予約システムの仕様書づくり")
    clerk.sees("派遣決定")
    decided = live_site.mail(CLERK, containing=f"【決定】依頼 {number}")
    assert "引き受けました" in decided["text"]
    assert live_site.mail("secretariat@ehime.example.jp", containing=f"【回答・承諾】依頼 {number}")
    assert live_site.mails(containing=f"【受付】依頼 {number}")


def test_a_decline_stages_the_next_candidate_but_asks_nobody(chromium: Browser, live_site: LiveSite) -> None:
    """The secretariat finds a proposal; no further offer was mailed."""
    clerk, secretary = signed_in(chromium, live_site, CLERK), signed_in(chromium, live_site, SECRETARY)
    number = asks(clerk, title="見送られる依頼")
    link = approves(secretary, number, title="見送られる依頼")

    expert = somebody(chromium, live_site)
    expert.opens(link)
    expert.page.check("input[name=answer][value=decline]")
    expert.page.fill("#note", "日程が合いません。")
    expert.presses("回答を送信する")

    live_site.mail("secretariat@ehime.example.jp", containing=f"【回答・見送り】依頼 {number}")
    secretary.opens("/console")
    secretary.follows("見送られる依頼")
    secretary.sees("日程が合いません。")
    secretary.sees("承認待ち")
    assert link_of(live_site, number) == link


def test_a_deadline_that_passes_stages_the_next_candidate(chromium: Browser, live_site: LiveSite) -> None:
    """Nobody answers, the clock moves on, the secretariat is told, and the link says that it is too late."""
    clerk, secretary = signed_in(chromium, live_site, CLERK), signed_in(chromium, live_site, SECRETARY)
    number = asks(clerk, title="返事のない依頼")
    link = approves(secretary, number, title="返事のない依頼")

    live_site.move_clock(days=14)

    assert live_site.mail("secretariat@ehime.example.jp", containing=f"【期限切れ】依頼 {number}")
    expert = somebody(chromium, live_site)
    expert.opens(link)
    assert not expert.page.locator("input[name=answer]").count()
    secretary.signs_in(SECRETARY)
    secretary.opens("/console")
    secretary.follows("返事のない依頼")
    secretary.sees("期限切れ")
    secretary.sees("承認待ち")
