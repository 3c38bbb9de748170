"""Faulty answers: the page says what is missing, keeps every word, and nothing is changed."""

from typing import Any

import pytest

from chalicelib.service.office import Office
from tests.web.browser import Answer, Browser
from tests.web.expert.offers import drawers, experts, offered

ASKED = {"months-2026-12": "4", "months-2027-01": "4"}


@pytest.fixture
def path(office: Office) -> str:
    """An open offer."""
    experts(office)
    return offered(office)


def refused(browser: Browser, path: str, given: dict[str, Any]) -> Answer:
    """Send an answer that must change nothing."""
    before = drawers(browser.office)
    page = browser.post(path, given)
    assert page.status == 422
    assert drawers(browser.office) == before
    return page


@pytest.mark.parametrize(
    "answer", [None, "", "yes", "ACCEPT", ["accept", "nothing"], "<script>alert(1)</script>", "🏯"]
)
def test_an_answer_must_be_chosen(browser: Browser, path: str, answer: str | list[str] | None) -> None:
    """None, an unknown one, or two at once."""
    page = refused(browser, path, {"note": "𠮷田", **({} if answer is None else {"answer": answer})})

    assert "回答を選んでください" in page.text
    assert '<a href="#answer">' in page.text
    assert page.fields["note"] == ["𠮷田"]
    assert "<script>alert" not in page.text


def test_a_note_may_be_long_but_not_endless(browser: Browser, path: str) -> None:
    """All 100,000 characters come back."""
    page = refused(browser, path, {"answer": "accept", "note": "長" * 100_000, **ASKED})

    assert "2,000文字までで入力してください（いま100,000文字です）" in page.text
    assert page.fields["note"] == ["長" * 100_000]


@pytest.mark.parametrize("count", ["たくさん", "-1", "1.5", "二", "63", "3000", "9" * 5000, "<b>"])
def test_half_days_must_be_a_number_that_a_month_has(browser: Browser, path: str, count: str) -> None:
    """The fault stands at its month, with what was typed."""
    page = refused(browser, path, {"answer": "counter", **ASKED, "months-2027-02": count})

    assert "令和9年2月は0から62までの整数で入力してください" in page.text
    assert page.fields["months-2027-02"] == [count]


@pytest.mark.parametrize("months", [{}, {"months-2026-12": "", "months-2027-01": ""}, {"months-2031-01": "4"}])
def test_conditions_need_a_month(browser: Browser, path: str, months: dict[str, str]) -> None:
    """Nothing typed, everything emptied, or only a month that the page does not offer."""
    page = refused(browser, path, {"answer": "counter", "note": "未定", **months})

    assert '<a href="#months">' in page.text


def test_conditions_that_change_nothing_need_words(browser: Browser, path: str) -> None:
    """The months as asked and no note say nothing to talk about."""
    page = refused(browser, path, {"answer": "counter", **ASKED, "note": " 　"})

    assert "条件を入力するか、月と半日の回数を変えてください" in page.text


def test_accepting_other_months_than_asked_is_a_condition(browser: Browser, path: str) -> None:
    """Who wrote other figures does not mean the offer as it stands."""
    page = refused(browser, path, {"answer": "accept", **ASKED, "months-2026-12": "2"})

    assert "月や回数を変えるときは「条件が合えば引き受ける」を選んでください" in page.text
    assert page.fields["answer"] == ["accept"]
