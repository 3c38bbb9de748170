"""Every page of the running service, as Chromium shows it: accessible, without sideways scrolling, under the policy."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from chalicelib.domain.calendar import local_day
from tests.browser.accessibility import sideways, violations
from tests.browser.people import CLERK, EXPERT, SECRETARY, Person, link_of, signed_in, somebody
from tests.live_site import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.embedded]
WIDTHS = (1280, 375)
OPEN = ("/", "/sign-in", "/answer", "/help", "/privacy", "/accessibility", "/nowhere")
# The sample request whose expert has not answered yet.
AWAITED = "R08-0011"


@pytest.fixture(scope="module")
def clerk(chromium: Browser, live_site: LiveSite) -> Person:
    """The clerk of Saijo, whose candidates are ready."""
    return signed_in(chromium, live_site, "shisan@saijo.example.jp")


@pytest.fixture(scope="module")
def secretary(chromium: Browser, live_site: LiveSite) -> Person:
    """Somebody of the secretariat."""
    return signed_in(chromium, live_site, SECRETARY)


def faults(page: Page) -> Iterator[str]:
    """What is wrong with the page at any width, with its address."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        yield from (f"{page.url} at {width}: {violation}" for violation in violations(page))
        if sideways(page):
            yield f"{page.url} at {width}: scrolls sideways"
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})


def faults_of(person: Person, *paths: str) -> list[str]:
    """What is wrong with these pages, complaints of the browser included."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # A page that answers 404 is a page all the same.
        if message.type == "error" and "status of 404" not in message.text:
            complaints.append(f"{person.page.url}: {message.text}")

    person.page.on("console", note)
    found = []
    for path in paths:
        person.opens(path)
        found += list(faults(person.page))
    person.page.remove_listener("console", note)
    return found + complaints


def links(person: Person, path: str, pattern: str) -> list[str]:
    """Addresses on a page that look like this."""
    person.opens(path)
    found = person.page.eval_on_selector_all("main a", "links => links.map(link => link.getAttribute('href'))")
    return [href for href in found if re.fullmatch(pattern, href or "")]


def test_pages_open_to_everybody(chromium: Browser, live_site: LiveSite) -> None:
    """The door, the way to answer, help, and the page for what is not there."""
    assert faults_of(somebody(chromium, live_site), *OPEN) == []


def test_pages_of_a_municipality(clerk: Person) -> None:
    """The list, a request with its candidates, its history, and the way to withdraw it."""
    request = links(clerk, "/requests", r"/requests/r\w+")[0]

    assert faults_of(clerk, "/requests", request, f"{request}?view=history", f"{request}?view=withdraw") == []


def test_every_step_of_the_form_empty_and_at_fault(clerk: Person) -> None:
    """Each step as it is met first, and with its errors."""
    clerk.opens("/requests")
    clerk.presses("新しい依頼")
    first = clerk.page.url
    found = []
    for step in ("officer", "support", "fields", "months", "circumstances"):
        clerk.opens(first.replace("officer", step))
        found += list(faults(clerk.page))
        clerk.presses("次へ")
        assert clerk.page.title().startswith("エラー：")
        found += list(faults(clerk.page))
    clerk.opens(re.sub(r"/edit/\w+", "/check", first))
    assert found + list(faults(clerk.page)) == []


def test_pages_of_the_secretariat(secretary: Person) -> None:
    """The inbox, every request in whatever state, experts and assignments."""
    requests = links(secretary, "/console/requests", r"/console/requests/r\w+")
    assert len(requests) >= 13
    lists = (
        "/console",
        "/console/requests",
        "/console/experts",
        "/console/assignments",
        "/console/tokens",
        "/console/denials",
    )

    assert faults_of(secretary, *lists, *requests[::3], f"{requests[0]}/events") == []


def test_a_token_is_made(secretary: Person) -> None:
    """The list with its form, at fault, and the token that is shown this once."""
    secretary.opens("/console/tokens")
    secretary.page.get_by_text("新しいトークンを発行する").click()
    secretary.presses("発行する")
    assert secretary.page.title().startswith("エラー：")
    found = list(faults(secretary.page))
    secretary.page.fill("#name", "文書管理システム")
    secretary.page.select_option("#whose", "prefecture")
    secretary.page.check("input[value='requests:read']")
    secretary.page.check("input[value='90']")
    secretary.presses("発行する")
    secretary.sees("トークンを発行しました")

    assert found + list(faults(secretary.page)) + faults_of(secretary, "/console/tokens") == []


def test_pages_of_a_monthly_round(secretary: Person) -> None:
    """Choose, at fault, wait, compare, adjust, approve: what waits in the sample is planned and offered."""
    trial = "/console/replay?skill=10&avail=10&place=80&known=0&online=600"
    found = faults_of(secretary, "/console/rounds", "/console/replay", trial, "/console/rounds/new")
    secretary.page.fill("#floor", "たくさん")
    secretary.presses("計算を始める")
    assert secretary.page.title().startswith("エラー：")
    found += list(faults(secretary.page))
    secretary.page.fill("#floor", "９０")
    secretary.presses("計算を始める")
    found += list(faults(secretary.page))
    secretary.sees("これより得点の高いものはない")
    found += list(faults(secretary.page))
    secretary.page.get_by_text("条件を変えて、もう一度計算する").click()
    found += list(faults(secretary.page))
    secretary.presses("もう一度計算する")
    secretary.sees("これより得点の高いものはない")
    secretary.presses("すべての組み合わせを承認する")
    secretary.sees("承認済み")

    assert found + list(faults(secretary.page)) == []


def test_pages_of_an_expert(chromium: Browser, live_site: LiveSite) -> None:
    """What waits, what is promised, free days, fields, ties and own data: filled, and each form at fault."""
    expert = signed_in(chromium, live_site, EXPERT)
    rooms = ("", "/offers", "/assignments", "/capacity", "/profile", "/fields", "/interests", "/data")
    offers = links(expert, "/expert/offers", r"/expert/offers/r[\w.]+")
    assignments = links(expert, "/expert/assignments", r"/expert/assignments/r[\w.]+")
    found = faults_of(expert, *(f"/expert{room}" for room in rooms), *offers[:2], *assignments[:1])
    for room, button in (("/capacity", "休暇を登録する"), ("/interests", "申告する"), ("/data", "訂正を請求する")):
        expert.opens(f"/expert{room}")
        expert.presses(button)
        assert expert.page.title().startswith("エラー：")
        found += list(faults(expert.page))
    expert.opens("/expert/data")
    expert.page.fill("#correction", "自治体での経験は、18年ではなく19年です。")
    expert.presses("訂正を請求する")
    expert.sees("対応待ち")

    assert found + list(faults(expert.page)) == []


def test_an_experts_record_on_the_console(secretary: Person) -> None:
    """Its changes, and the way to answer a request for correction."""
    secretary.opens("/console/experts")
    secretary.follows("変更の記録と訂正の請求")

    assert list(faults(secretary.page)) == []


def test_the_answer_page_open_at_fault_and_answered(chromium: Browser, live_site: LiveSite) -> None:
    """What an expert sees, before, during and after answering."""
    expert = somebody(chromium, live_site)
    found = faults_of(expert, link_of(live_site, AWAITED))
    expert.presses("回答を送信する")
    assert expert.page.title().startswith("エラー：")
    found += list(faults(expert.page))
    expert.page.check("input[value=decline]")
    expert.presses("回答を送信する")

    assert found + list(faults(expert.page)) == []


def test_the_main_way_needs_no_script(chromium: Browser, live_site: LiveSite) -> None:
    """With JavaScript off, a clerk signs in and begins a request."""
    page = chromium.new_context(java_script_enabled=False, locale="ja-JP").new_page()
    clerk = Person(live_site, page)
    clerk.signs_in(CLERK)
    clerk.opens("/requests")
    clerk.presses("新しい依頼")

    assert "/edit/officer" in page.url


def test_pages_of_a_support(secretary: Person) -> None:
    """From an engaged request to its report, each form at fault first: recorded, corrected, ended, reported."""
    request = links(secretary, "/console/requests?state=engaged", r"/console/requests/r\w+")[0]
    secretary.opens(request)
    secretary.follows("活動記録と実施報告")
    page, today = secretary.page, local_day(datetime.now(UTC))
    secretary.follows("活動を記録する")
    secretary.presses("記録する")
    found = list(faults(page))
    fills_day(page, "day", today)
    for name, value in (
        ("begins", "13:30"),
        ("ends", "１６時"),
        ("place", "役場"),
        ("attendees", "3人"),
        ("done", "相談"),
    ):
        page.fill(f"#{name}", value)
    page.check("input[name=mode][value=online]")
    secretary.presses("記録する")
    secretary.follows("この記録を訂正する")
    page.fill("#reason", "誤字のため")
    secretary.presses("訂正を記録する")
    secretary.follows("支援の終了を知らせる")
    page.fill("[name=last_session_year]", "二千")
    secretary.presses("支援を終了する")
    found += list(faults(page))
    fills_day(page, "last_session", today)
    secretary.presses("支援を終了する")
    secretary.follows("実施報告を書く")
    secretary.presses("実施報告を提出する")
    assert page.title().startswith("エラー：")
    found += list(faults(page))
    for name in ("achieved", "opinion"):
        page.fill(f"#{name}", "仕様書ができました。")
    page.check("input[name=rating][value='5']")
    page.check("input[name=follow_up][value=none]")
    secretary.presses("実施報告を提出する")
    page.get_by_text("訂正される前の記録").click()
    secretary.sees("期待を超える成果")
    assert found + list(faults(page)) == []


def fills_day(page: Page, name: str, day: date) -> None:
    """A day in its four controls, by the Western calendar."""
    page.select_option(f"[name={name}_era]", "ad")
    for part in ("year", "month", "day"):
        page.fill(f"[name={name}_{part}]", str(getattr(day, part)))
