"""People at their browsers: the clerk, the secretary and the expert, each with a window of their own."""

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, Page, expect

from chalicelib.domain.calendar import local_day, month_of, months_from
from tests.live_site import ARRIVES_WITHIN, LiveSite

CODE = re.compile(r"(?<!\d)\d{8}(?!\d)")
LINK = re.compile(r"https?://\S+/answer/[A-Za-z0-9_-]{22}")
CLERK, SECRETARY = "soutei@uchiko.example.jp", "renshu@ehime.example.jp"
EXPERT = "mihon@experts.example.jp"
MONTHS = list(months_from(month_of(local_day(datetime.now(UTC)) + timedelta(days=31)), 2))


@dataclass
class Person:
    """Somebody at a browser; `site` is the running service."""

    site: LiveSite
    page: Page

    def opens(self, path: str) -> None:
        """Go to one of the site's pages, or to a whole address."""
        self.page.goto(path if path.startswith("http") else self.site.url + path)

    def presses(self, button: str) -> None:
        """Press a button and wait for what comes."""
        self.page.get_by_role("button", name=button).first.click()
        self.page.wait_for_load_state()

    def follows(self, link: str) -> None:
        """Follow a link and wait for what comes."""
        self.page.get_by_role("link", name=link).first.click()
        self.page.wait_for_load_state()

    def sees(self, words: str) -> None:
        """The page says this somewhere."""
        expect(self.page.locator("main")).to_contain_text(words)

    def signs_in(self, email: str, *, proves: bool = True) -> None:
        """Ask for a code, read it in the mail, type it; and the authenticator's, where one is wanted."""
        before = len(self.site.mails(email))
        self.opens("/sign-in")
        self.page.fill("#email", email)
        self.presses("コード")
        while len(self.site.mails(email)) == before:
            self.page.wait_for_timeout(100)
        found = CODE.search(self.site.mails(email)[-1]["text"])
        assert found
        self.page.fill("#code", found[0])
        self.presses("サインイン")
        if proves and self.page.url.endswith("/sign-in/proof"):
            self.page.fill("#proof", self.site.authenticator(email))
            self.presses("サインインする")


def somebody(chromium: Browser, site: LiveSite) -> Person:
    """A person with a fresh browser."""
    context = chromium.new_context(locale="ja-JP", viewport={"width": 1280, "height": 900})
    return Person(site, context.new_page())


def signed_in(chromium: Browser, site: LiveSite, email: str) -> Person:
    """A person who has signed in."""
    person = somebody(chromium, site)
    person.signs_in(email)
    return person


def asks(clerk: Person, *, title: str) -> str:
    """The clerk fills the form in its steps, with two wrong inputs on the way, and submits; the request's number."""
    page = clerk.page
    clerk.opens("/requests")
    clerk.presses("新しい依頼")
    fills_officer(clerk)
    # First wrong input: the title is forgotten.
    page.check("input[name=kind][value=accompaniment]")
    page.fill("#situation", "仕様書の作り方がわかる職員がいません。")
    page.fill("#wish", "公正な調達ができるようになりたい。")
    page.check("input[name=stage][value=procurement]")
    choose(page, "category", "plan-1")
    clerk.presses("次へ")
    assert page.title().startswith("エラー：")
    assert page.input_value("#wish") == "公正な調達ができるようになりたい。"
    page.fill("#title", title)
    clerk.presses("次へ")
    page.select_option("[name=fields-1-code]", "field-13")
    choose(page, "fields-1-level", "3")
    choose(page, "fields-1-weight", "3")
    clerk.presses("次へ")
    # Second wrong input: half-days in words.
    for month in MONTHS:
        page.fill(f"[name='months-{month}']", "二回")
    page.check("input[name=mode][value=either]")
    clerk.presses("次へ")
    assert page.title().startswith("エラー：")
    assert page.input_value(f"[name='months-{MONTHS[0]}']") == "二回"
    for month in MONTHS:
        page.fill(f"[name='months-{month}']", "２")
    clerk.presses("次へ")
    page.check("input[name=procurement_near][value=yes]")
    page.check("input[name=may_be_shown][value=yes]")
    clerk.presses("次へ")
    clerk.sees(title)
    clerk.presses("この内容で提出する")
    found = re.search(r"R\d{2}-\d{4}", page.locator("main").inner_text())
    assert found
    return found[0]


def fills_officer(clerk: Person) -> None:
    """The first step: who asks."""
    page = clerk.page
    page.fill("#officer_name", "想定 健")
    page.fill("#officer_department", "総務課")
    page.fill("#officer_email", CLERK)
    page.fill("#officer_telephone", "０８９３－００－０００１")
    page.fill("#head_of_section", "総務課長")
    for part, value in (("year", "8"), ("month", "4"), ("day", "1")):
        page.fill(f"[name=agreed_on_{part}]", value)
    clerk.presses("次へ")


def choose(page: Page, name: str, value: str) -> None:
    """Choose a value, whether it is asked by radio buttons or in a list."""
    control = page.locator(f"select[name='{name}']")
    if control.count():
        control.select_option(value)
    else:
        page.check(f"input[name='{name}'][value='{value}']")


def approves(secretary: Person, number: str, *, title: str) -> str:
    """The secretary takes up the request, shortlists and approves the first; the link in the mail."""
    secretary.opens("/console")
    secretary.follows(title)
    secretary.presses("確認を始める")
    secretary.presses("候補を市町に示す")
    return asks_first(secretary, number)


def asks_first(secretary: Person, number: str) -> str:
    """Approve whoever stands first, with a reason for not waiting; the link in the mail."""
    page = secretary.page
    page.select_option("#expert", index=1)
    page.fill("#reason", "年度内に始めるため")
    secretary.presses("理由を付けて打診する")
    return link_of(secretary.site, number)


def link_of(site: LiveSite, number: str) -> str:
    """The answer link of the newest offer of a request, as soon as its mail is there."""
    deadline = time.monotonic() + ARRIVES_WITHIN
    while time.monotonic() < deadline:
        links = [LINK.search(mail["text"]) for mail in site.mails(containing=number)]
        found = [link[0] for link in links if link]
        if found:
            return found[-1]
        time.sleep(0.1)
    raise AssertionError(f"no offer of {number} was mailed")
