"""The account: who one is here, and which browsers are signed in."""

from datetime import timedelta

import pytest

from chalicelib.domain.identity import Role, Session, digest
from chalicelib.service.office import Office
from chalicelib.web import cookies
from chalicelib.web.agents import browser_in_words
from tests.builders import UCHIKO, a_user, clock, mails
from tests.service.journeys import send_all
from tests.web.browser import Browser
from tests.web.door.test_sign_in import begun

CLERK = a_user(Role.MUNICIPALITY, municipality=UCHIKO)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 "
    "Edg/142.0.0.0"
)


def another_session(office: Office, name: str = "other") -> str:
    """What another browser of the clerk holds."""
    now = office.now()
    session = Session(digest(name), CLERK, "csrf-value", now, now, now + timedelta(hours=1), browser="Firefox（Linux）")
    office.doors.save_session(session)
    return name


@pytest.fixture
def clerk(office: Office) -> Browser:
    """Signed in for Uchiko."""
    return Browser(office).sign_in(Role.MUNICIPALITY, municipality=UCHIKO)


def test_the_account_says_who_one_is_and_what_is_signed_in(office: Office, clerk: Browser) -> None:
    """In coarse words, with when; without any address of the network."""
    another_session(office)

    page = clerk.get("/account").text

    assert (CLERK.email in page, "Firefox（Linux）" in page, "127.0.0.1" in page) == (True, True, False)
    assert "令和8年11月24日" in page
    assert "認証アプリ" not in page


def test_one_other_browser_is_signed_out(office: Office, clerk: Browser) -> None:
    """And this one stays."""
    kept, ended = another_session(office, "kept"), another_session(office, "ended")

    told = clerk.post("/account/sessions", {"session": digest(ended)})

    assert "サインインを1つ終わらせました" in told.text
    assert Browser(office, {cookies.SESSION: ended}).get("/requests", follow=False).status == 303
    assert Browser(office, {cookies.SESSION: kept}).get("/requests").status == 200


def test_all_others_are_signed_out(office: Office, clerk: Browser) -> None:
    """At once."""
    other = another_session(office)

    clerk.post("/account/sessions", {"session": "others"})

    assert Browser(office, {cookies.SESSION: other}).get("/requests", follow=False).status == 303
    assert clerk.get("/requests").status == 200
    assert "ほかのブラウザーでは、サインインしていません" in clerk.get("/account").text


def test_a_new_browser_is_told_of_and_known_from_then_on(office: Office, browser: Browser) -> None:
    """By a cookie that outlives the session and says nothing."""
    office.doors.save_user(CLERK)
    for _ in range(2):
        browser.post("/sign-in/code", {"code": begun(browser, CLERK.email)}, user_agent=EDGE)
        browser.post("/sign-out")
        clock(office).move(minutes=5)
    send_all(office)

    (letter,) = (wording for _, wording, _ in mails(office) if "新しいブラウザー" in wording.subject)
    assert "Edge（Windows）" in letter.text
    assert set(browser.jar) == {cookies.BROWSER}


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (EDGE, "Edge（Windows）"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox（Linux）"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1",
            "Safari（iPhone）",
        ),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36", "Chrome（Android）"),
        ("curl/8.5.0", ""),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_a_browser_is_told_in_coarse_words(agent: str, words: str) -> None:
    """And never in its own."""
    assert browser_in_words(agent) == words
