"""Signing in: an address, a code by mail, and the same browser."""

import re

import pytest

from chalicelib.domain.identity import Role
from chalicelib.service.office import Office
from chalicelib.web import cookies
from tests.builders import UCHIKO, a_user, clock, mails
from tests.service.journeys import send_all
from tests.web.browser import Answer, Browser

EMAIL = "municipality384224@office.example.jp"


@pytest.fixture(autouse=True)
def _clerk(office: Office) -> None:
    office.doors.save_user(a_user(Role.MUNICIPALITY, municipality=UCHIKO))


def mailed_code(office: Office) -> str:
    """The newest code that was mailed."""
    send_all(office)
    codes = [code for _, wording, _ in mails(office) for code in re.findall(r"^コード　(\d{8})$", wording.text, re.M)]
    return str(codes[-1])


def begun(browser: Browser, email: str = EMAIL) -> str:
    """Ask for a code; the code."""
    browser.post("/sign-in", {"email": email})
    return mailed_code(browser.office)


def typed(browser: Browser, code: str) -> Answer:
    """Type a code; where it leads is not followed."""
    return browser.post("/sign-in/code", {"code": code}, follow=False)


@pytest.mark.parametrize(
    ("role", "municipality", "home"),
    [
        (Role.MUNICIPALITY, UCHIKO, "/requests"),
        (Role.SECRETARIAT, None, "/console"),
        (Role.CENTRE, None, "/console"),
        (Role.AUDITOR, None, "/console"),
    ],
)
def test_a_mailed_code_opens_the_door(browser: Browser, role: Role, municipality: str | None, home: str) -> None:
    """Everybody arrives where their work lies, also from the first page."""
    user = a_user(role, municipality=municipality)
    browser.office.doors.save_user(user)

    answer = typed(browser, begun(browser, user.email))

    assert (answer.status, answer.headers["location"]) == (303, home)
    assert browser.get("/", follow=False).headers["location"] == home
    assert user.name in browser.get("/help").text


def test_a_code_may_be_typed_in_full_width(browser: Browser) -> None:
    """As a Japanese keyboard gives it."""
    code = begun(browser).translate(str.maketrans("0123456789", "０１２３４５６７８９"))

    assert typed(browser, f"{code[:4]}　{code[4:]}").status == 303


def test_an_unknown_address_gets_the_same_answer_and_no_mail(browser: Browser) -> None:
    """Nobody learns from the pages who is registered."""
    known = browser.post("/sign-in", {"email": EMAIL})
    unknown = Browser(browser.office).post("/sign-in", {"email": "nobody@example.jp"})
    send_all(browser.office)

    assert (known.status, known.path, known.words) == (unknown.status, unknown.path, unknown.words)
    assert "登録されているアドレスであれば、コードをお送りしました" in unknown.text
    assert [to for to, _, _ in mails(browser.office)] == [EMAIL]


def test_a_wrong_code_may_be_corrected(browser: Browser) -> None:
    """The page says so at the field, and the right one still works."""
    code = begun(browser)

    wrong = typed(browser, "00000000" if code != "00000000" else "11111111")

    assert wrong.status == 422
    assert "コードが違います" in wrong.text
    assert '<a href="#code">' in wrong.text
    assert typed(browser, code).status == 303


@pytest.mark.parametrize("code", ["", "²²²²²²²²", "1" * 100_000, "𠮷🏯", "<script>alert(1)</script>"])
def test_what_is_no_code_is_a_wrong_one(browser: Browser, code: str) -> None:
    """Nothing breaks, and nothing typed becomes markup."""
    begun(browser)

    answer = typed(browser, code)

    assert answer.status == 422
    assert "<script>alert" not in answer.text


def test_after_five_wrong_codes_the_attempt_is_over(browser: Browser) -> None:
    """The right one comes too late; a new start works at once."""
    code = begun(browser)
    for _ in range(5):
        typed(browser, "00000000")

    over = typed(browser, code)

    assert over.status == 422
    assert "もう一度メールアドレスから始めてください" in over.text
    assert typed(browser, begun(browser)).status == 303


def test_a_code_is_good_for_ten_minutes(browser: Browser) -> None:
    """Then the address is asked again."""
    code = begun(browser)
    clock(browser.office).move(minutes=10)

    assert "期限が切れたか" in typed(browser, code).text
    assert cookies.SESSION not in browser.jar


def test_a_code_opens_nothing_in_another_browser(browser: Browser) -> None:
    """Whoever reads the mail must have asked for it."""
    code = begun(browser)

    assert typed(Browser(browser.office), code).status == 422
    assert typed(browser, code).status == 303


def test_a_code_opens_one_session(browser: Browser) -> None:
    """Sent twice, it is the same one; without the browser's secret, it is over."""
    code = begun(browser)
    waiting = Browser(browser.office, dict(browser.jar))
    typed(browser, code)

    assert typed(waiting, code).status == 303
    assert waiting.jar == browser.jar
    assert typed(Browser(browser.office), code).status == 422


def test_signing_in_anew_ends_the_session_before(browser: Browser) -> None:
    """A cookie that somebody copied earlier opens nothing any more."""
    typed(browser, begun(browser))
    before = Browser(browser.office, dict(browser.jar))

    typed(browser, begun(browser))

    assert before.get("/requests", follow=False).headers["location"] == "/sign-in"
    assert browser.get("/requests").status == 200


@pytest.mark.parametrize("email", [None, "", "soumu", "a@" + "b" * 254, ["", " "]])
def test_an_address_must_look_like_one(browser: Browser, email: str | list[str] | None) -> None:
    """The fault stands at the field, and no mail is sent."""
    answer = browser.post("/sign-in", {} if email is None else {"email": email})
    send_all(browser.office)

    assert answer.status == 422
    assert '<a href="#email">' in answer.text
    assert mails(browser.office) == []


def test_asking_too_often_is_refused_for_a_while(browser: Browser) -> None:
    """Ten codes an hour for an address, known or not."""
    for _ in range(10):
        assert browser.post("/sign-in", {"email": EMAIL}).status == 200

    refused = browser.post("/sign-in", {"email": EMAIL.upper()})

    assert refused.status == 429
    assert "1時間ほど" in refused.text


def test_the_code_field_fills_itself_where_it_can(browser: Browser) -> None:
    """Phones offer the code from the mail, and a keyboard of figures."""
    page = browser.get("/sign-in/code").text

    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page


def test_cookies_are_seen_by_nobody_else(browser: Browser) -> None:
    """Secure, out of reach of scripts and other sites, bound to this host."""
    given = typed(browser, begun(browser)).headers["set-cookie"]

    assert given.startswith("__Host-")
    assert all(flag in given for flag in ("Path=/", "Secure", "HttpOnly", "SameSite=Lax"))


def test_signing_out_ends_the_session(browser: Browser) -> None:
    """The cookie is gone, and would open nothing any more."""
    browser.sign_in(Role.MUNICIPALITY, municipality=UCHIKO)
    kept = dict(browser.jar)

    assert browser.post("/sign-out").path == "/"
    assert cookies.SESSION not in browser.jar
    assert Browser(browser.office, kept).get("/requests", follow=False).headers["location"] == "/sign-in"
