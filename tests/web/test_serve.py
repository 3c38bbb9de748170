"""What every page has in common: headers, refusals, and an answer when something breaks."""

import pytest

from chalicelib.domain.identity import Role
from chalicelib.service import open_offer, sign_in
from chalicelib.service.office import Office
from chalicelib.web import door
from chalicelib.web.stamp import proof_of
from tests.builders import UCHIKO, clock
from tests.web.browser import Browser


def test_a_view_that_breaks_still_answers_in_words(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error nobody expected is a page with a number to tell, and shows nothing of the inside."""

    def breaks(*_: object) -> None:
        raise ZeroDivisionError("secret inside")

    monkeypatch.setattr(door, "begin_sign_in", breaks)

    answer = browser.post("/sign-in", {"email": "a@example.jp"})

    assert answer.status == 500
    assert "処理できませんでした" in answer.text
    assert "secret inside" not in answer.text


@pytest.mark.parametrize("path", ["/", "/sign-in", "/answer", "/help", "/v1/openapi.json", "/requests/unknown"])
def test_every_answer_carries_the_headers_that_protect_it(browser: Browser, path: str) -> None:
    """Content policy, transport security, sniffing and framing are settled on each answer."""
    headers = browser.get(path).headers

    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["strict-transport-security"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"


def test_a_form_from_another_site_is_refused(browser: Browser) -> None:
    """What a browser marks as cross-site changes nothing."""
    clerk = browser.sign_in(Role.MUNICIPALITY, municipality=UCHIKO)

    assert clerk.post("/requests", sec_fetch_site="cross-site").status == 403
    assert clerk.post("/requests", origin="https://evil.example").status == 403
    assert clerk.post("/requests", origin="null").status == 403
    assert clerk.office.cases.rows(UCHIKO).rows == []


def test_a_form_without_its_csrf_value_can_be_sent_again(browser: Browser) -> None:
    """Nothing is done and nothing typed is lost: the page holds it all and a fresh value."""
    clerk = browser.sign_in(Role.MUNICIPALITY, municipality=UCHIKO)

    answer = clerk.post("/requests/r1/withdraw", {"csrf": "stale", "reason": "書きかけの理由"})

    assert answer.status == 403
    assert answer.fields["reason"] == ["書きかけの理由"]
    assert [proof_of(stamp) for stamp in answer.fields["csrf"]] == ["csrf-value", "csrf-value"]


def test_a_form_after_the_session_ended_keeps_what_was_typed(browser: Browser) -> None:
    """Signed out meanwhile, the clerk finds every word again."""
    answer = browser.post("/requests/r1/withdraw", {"reason": "書きかけの理由"})

    assert answer.status == 401
    assert 'action="/requests/r1/withdraw"' in answer.text
    assert answer.fields["reason"] == ["書きかけの理由"]


def test_pages_that_need_a_sign_in_lead_to_it(browser: Browser) -> None:
    """Nobody signed in is sent to the door; a role without the right finds no such page."""
    assert browser.get("/requests", follow=False).headers["location"] == "/sign-in"
    assert browser.sign_in(Role.MUNICIPALITY, municipality=UCHIKO).get("/console").status == 404


def test_an_unlikely_body_is_refused_in_words(browser: Browser, office: Office) -> None:
    """Too much, and no UTF-8, are answered with a page."""
    huge = browser.send(
        "POST", "/sign-in", b"email=" + b"a" * 1_100_000, content_type="application/x-www-form-urlencoded"
    )
    broken = browser.send("POST", "/sign-in", b"email=%ff%fe\xff", content_type="application/x-www-form-urlencoded")

    assert huge.status == 413
    assert "入力が長すぎます" in huge.text
    assert broken.status == 422


def test_a_form_in_another_format_is_refused_in_words(browser: Browser) -> None:
    """What is no form gets a page, and under /v1 a problem, never chalice's own JSON."""
    page = browser.send("POST", "/sign-in", b"{}", content_type="application/json")
    fault = browser.send("POST", "/v1/requests", b"a=b", content_type="text/plain")

    assert page.status == fault.status == 415
    assert "この形式のデータは受け付けません" in page.text
    assert fault.headers["content-type"] == "application/problem+json"


def test_who_tries_too_often_is_told_when_to_try_again(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the door and at the answer page: what is counted for people begins anew with the hour."""
    monkeypatch.setattr(sign_in, "STARTS_AN_HOUR", 0)
    monkeypatch.setattr(open_offer, "TRIES_AN_HOUR", 0)
    clock(browser.office).move(minutes=20)

    for page in (
        browser.post("/sign-in", {"email": "hanako@uchiko.example.jp"}),
        browser.post("/answer", {"number": "R08-0001", "code": "ABCD1234"}),
    ):
        assert page.status == 429
        assert page.headers["retry-after"] == "2400"
