"""Who is let in, in a real browser: invited, signed in, an authenticator set up, a decision proven anew."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pyotp import TOTP

from tests.browser.people import CLERK, SECRETARY, Person, asks, signed_in, somebody
from tests.browser.test_pages import faults, faults_of
from tests.live_site import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.embedded]
NEWCOMER = "shinnin@ehime.example.jp"
SECRET = re.compile(r"^[A-Z2-7]{4}( [A-Z2-7]{4}){7}$")
PICTURES = os.environ.get("SUKETTO_PICTURES", "")


def pictured(person: Person, name: str) -> None:
    """Keep a picture of the page, wide and narrow, where a folder for pictures is named."""
    for width in (1280, 375) if PICTURES else ():
        person.page.set_viewport_size({"width": width, "height": 900})
        person.page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
    person.page.set_viewport_size({"width": 1280, "height": 900})


def invites(secretary: Person) -> list[str]:
    """The secretary invites a colleague, at fault first; what is wrong with the pages on the way."""
    page = secretary.page
    found = faults_of(secretary, "/console/users", "/console/users/new", "/console/users/yearly", "/account")
    pictured(secretary, "account")
    secretary.opens("/console/users")
    pictured(secretary, "users")
    secretary.follows("利用者を招待する")
    page.fill("#email", "shinnin@elsewhere.example.com")
    secretary.presses("招待する")
    assert page.title().startswith("エラー：")
    found += list(faults(page))
    pictured(secretary, "new-at-fault")
    for name, value in (
        ("name", "新任 一"),
        ("department", "事務局"),
        ("email", NEWCOMER),
        ("telephone", "０８９－０００－０００８"),
    ):
        page.fill(f"#{name}", value)
    page.select_option("#role", "secretariat")
    secretary.presses("招待する")
    secretary.sees("招待しました")
    pictured(secretary, "user")
    return found + list(faults(page))


def sets_up(newcomer: Person) -> tuple[TOTP, list[str]]:
    """The newcomer signs in and sets up an authenticator by its text; it, and what is wrong with the pages."""
    page = newcomer.page
    newcomer.signs_in(NEWCOMER)
    assert page.url.endswith("/account/factor")
    found = list(faults(page))
    pictured(newcomer, "factor")
    newcomer.presses("設定する")
    assert page.title().startswith("エラー：")
    found += list(faults(page))
    (secret,) = (text for text in page.locator("code.secret").all_inner_texts() if SECRET.match(text))
    authenticator = TOTP(secret.replace(" ", ""))
    page.fill("#code", newcomer.site.authenticator_of(authenticator))
    newcomer.presses("設定する")
    assert page.locator("code.secret").count() == 10
    pictured(newcomer, "recovery")
    found += list(faults(page))
    newcomer.follows("控えました。進む")
    assert page.url.endswith("/console")
    return authenticator, found


def test_somebody_is_invited_sets_up_an_authenticator_and_proves_a_decision(
    chromium: Browser, live_site: LiveSite
) -> None:
    """From the invitation to an approval an hour later, which asks anew and goes on with all that was typed."""
    clerk, secretary = signed_in(chromium, live_site, CLERK), signed_in(chromium, live_site, SECRETARY)
    number = asks(clerk, title="新任の方が決める依頼")
    found = invites(secretary)
    assert "認証アプリを設定します" in live_site.mail(NEWCOMER, containing="お使いいただけます")["text"]
    newcomer = somebody(chromium, live_site)
    authenticator, wrong = sets_up(newcomer)
    page = newcomer.page

    newcomer.follows("新任の方が決める依頼")
    newcomer.presses("確認を始める")
    newcomer.presses("候補を市町に示す")
    live_site.move_clock(hours=1)
    page.select_option("#expert", index=1)
    page.fill("#reason", "年度内に始めるため")
    newcomer.presses("理由を付けて打診する")
    newcomer.sees("本人の確認")
    wrong += list(faults(page))
    pictured(newcomer, "step-up")
    page.fill("#proof", "000000")
    newcomer.presses("確認して続ける")
    assert page.title().startswith("エラー：")
    page.fill("#proof", newcomer.site.authenticator_of(authenticator))
    newcomer.presses("確認して続ける")

    assert live_site.mail("", containing=f"支援の依頼 {number}")
    assert live_site.mail(NEWCOMER, containing="新しいブラウザー")
    second = somebody(chromium, live_site)
    second.signs_in(NEWCOMER, proves=False)
    assert second.page.url.endswith("/sign-in/proof")
    wrong += list(faults(second.page))
    pictured(second, "proof")
    newcomer.opens("/account")
    newcomer.presses("ほかのサインインをすべて終わらせる")
    newcomer.sees("ほかのサインインをすべて終わらせました")
    second.opens("/console")
    assert second.page.url.endswith("/sign-in")
    assert found + wrong == []


def test_setting_up_an_authenticator_needs_no_script(chromium: Browser, live_site: LiveSite) -> None:
    """Picture, address and text are there with JavaScript off."""
    page = chromium.new_context(java_script_enabled=False, locale="ja-JP").new_page()
    secretary = Person(live_site, page)
    secretary.signs_in(SECRETARY)
    secretary.opens("/account/factor")

    assert page.locator("svg.qr path").get_attribute("d")
    address = page.get_by_role("link", name="アプリに登録する").get_attribute("href")
    assert str(address).startswith("otpauth://totp/")
