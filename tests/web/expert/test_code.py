"""When the link dies, request number and short code open the same offer."""

import pytest

from chalicelib.service.office import Office
from tests.builders import clock
from tests.web.browser import Browser
from tests.web.expert.offers import drawers, experts, offered, offers, short_code


@pytest.fixture
def code(office: Office) -> str:
    """The short code of an open offer, R08-0001."""
    experts(office)
    offered(office)
    return short_code(office)


def test_number_and_code_show_the_offer_and_change_nothing(browser: Browser, office: Office, code: str) -> None:
    """A look by code is as harmless as one by link."""
    before = drawers(office)

    page = browser.post("/answer", {"number": "R08-0001", "code": code})

    assert page.status == 200
    assert "窓口予約システムの調達仕様書づくり" in page.text
    assert page.fields["answer"] == []
    assert drawers(office) == before


def test_the_form_carries_number_and_code_along(browser: Browser, office: Office, code: str) -> None:
    """Its fields, sent with a choice, are the answer."""
    page = browser.post("/answer", {"number": "Ｒ０８－０００１", "code": code.lower()})
    fields = {name: values[-1] for name, values in page.fields.items() if values}

    answered = browser.post("/answer", {**fields, "answer": "accept"})

    assert answered.status == 200
    assert "お引き受けいただき、ありがとうございます" in answered.text
    assert (offers(office)[0].state, offers(office)[0].answer_way) == ("accepted", "code")


def test_a_form_sent_without_a_choice_comes_back(browser: Browser, office: Office, code: str) -> None:
    """It is no new look: what is missing is said."""
    page = browser.post("/answer", {"number": "R08-0001", "code": code, "note": "検討中"})

    assert page.status == 422
    assert "回答を選んでください" in page.text
    assert page.fields["code"] == [code]
    assert offers(office)[0].state == "sent"


def test_an_answer_given_before_is_shown(browser: Browser, code: str) -> None:
    """By code as by link, without reproach."""
    browser.post("/answer", {"number": "R08-0001", "code": code, "answer": "decline"})

    assert "見送りのご回答を受け付けました" in browser.post("/answer", {"number": "R08-0001", "code": code}).text


@pytest.mark.parametrize(
    ("number", "typed"),
    [("R08-0001", "WRONG123"), ("R08-9999", None), ("番号", "𠮷🏯"), ("R" * 100_000, "1"), ("<script>", "<script>")],
)
def test_a_wrong_pair_opens_nothing_and_says_not_which(
    browser: Browser, code: str, number: str, typed: str | None
) -> None:
    """What was typed comes back, escaped."""
    page = browser.post("/answer", {"number": number, "code": typed or code})

    assert page.status == 422
    assert "依頼番号か短いコードが違います" in page.text
    assert page.fields["number"] == [number]
    assert "<script>" not in page.text


def test_empty_fields_are_each_named(browser: Browser, code: str) -> None:
    """Both missing, or blanks only."""
    page = browser.post("/answer", {"number": " 　"})

    assert page.status == 422
    assert "依頼番号を入力してください" in page.text
    assert "短いコードを入力してください" in page.text


def test_guessing_ends_after_ten_tries_and_begins_anew_with_the_hour(browser: Browser, code: str) -> None:
    """Even the right code waits then; the telephone remains."""
    for _ in range(10):
        assert browser.post("/answer", {"number": "R08-0001", "code": "WRONG123"}).status == 422

    refused = browser.post("/answer", {"number": "R08-0001", "code": code})
    clock(browser.office).move(hours=1)
    later = browser.post("/answer", {"number": "R08-0001", "code": code})

    assert refused.status == 429
    assert "お電話でご回答ください" in refused.text
    assert later.status == 200


def test_the_page_asks_for_number_and_code(browser: Browser) -> None:
    """And nothing else."""
    assert set(browser.get("/answer").fields) - {"csrf"} == {"number", "code"}


def test_an_answer_typed_with_a_wrong_code_is_kept_and_confirmed(browser: Browser, office: Office, code: str) -> None:
    """With the right code the offer is shown with what was typed; nothing is decided before it has been seen."""
    refused = browser.post(
        "/answer", {"number": "R08-0001", "code": "WRONG123", "answer": "decline", "note": "先約あり"}
    )
    shown = browser.post("/answer", {**refused.fields, "code": code, "look": "yes"})

    assert refused.fields["note"] == ["先約あり"]
    assert "入力した回答は残っています" in refused.text
    assert (shown.status, shown.fields["note"], shown.fields["answer"]) == (200, ["先約あり"], ["decline"])
    assert offers(office)[0].state == "sent"

    browser.post("/answer", shown.fields)
    assert (offers(office)[0].state, offers(office)[0].answer_note) == ("declined", "先約あり")
