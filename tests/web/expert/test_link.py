"""The answer link: it shows the offer to whoever looks, and only a choice made by hand answers."""

import pytest

from chalicelib.service.keep_experts import set_capacity
from chalicelib.service.office import Office
from chalicelib.service.recall_offer import recall_offer
from tests.builders import AINAN, SECRETARIAT, clock
from tests.service.journeys import send_all
from tests.web.browser import Browser
from tests.web.expert.offers import drawers, experts, offered, offers

ASKED = {"months-2026-12": "4", "months-2027-01": "4"}


@pytest.fixture(autouse=True)
def _experts(office: Office) -> None:
    experts(office)


def test_an_offer_is_shown_with_all_that_is_needed_to_decide(browser: Browser, office: Office) -> None:
    """What, for whom, when, how far, how much, until when, and why this expert."""
    page = browser.get(offered(office, situation="窓口が混みます。", impossible_dates="12月8日は議会"))

    assert page.status == 200
    for words in (
        "見本 一郎 様",
        "R08-0001",
        "内子町",
        "窓口予約システムの調達仕様書づくり",
        "窓口が混みます。",
        "12月8日は議会",
        "令和8年12月　2日（半日4回）",
        "拠点の松山市から片道",
        "合計 200,000円",
        "令和8年11月27日（金）17時15分（あと3日）",
        "自治体システム調達：レベル4（必要3）",
        "開いただけでは、回答になりません",
    ):
        assert words in page.text


def test_no_answer_is_chosen_and_the_months_are_those_asked(browser: Browser, office: Office) -> None:
    """The expert chooses; other months stand empty beside them."""
    fields = browser.get(offered(office)).fields

    assert fields["answer"] == []
    assert {name: fields[name] for name in ASKED} == {name: [value] for name, value in ASKED.items()}
    assert fields["months-2027-02"] == [""]


def test_fifty_looks_change_nothing(browser: Browser, office: Office) -> None:
    """Mail scanners open every link, with GET and with HEAD."""
    path = offered(office)
    before = drawers(office)

    for _ in range(25):
        assert browser.get(path).status == 200
        assert browser.send("HEAD", path).status == 200

    assert drawers(office) == before


def test_the_page_is_kept_and_indexed_nowhere(browser: Browser, office: Office) -> None:
    """A link that opens an offer must not stay in caches, and its form must still say where it comes from."""
    headers = browser.get(offered(office)).headers

    assert headers["cache-control"] == "no-store"
    assert "noindex" in headers["x-robots-tag"]
    assert headers["referrer-policy"] == "same-origin"


def test_who_accepts_learns_whom_to_call(browser: Browser, office: Office) -> None:
    """The answer stands, the page says what comes next, and looking again says the same."""
    path = offered(office)

    page = browser.post(path, {"answer": "accept", "note": "伺います。", **ASKED})

    assert page.status == 200
    assert offers(office)[0].state == "accepted"
    assert offers(office)[0].answer_way == "link"
    for words in ("お引き受けいただき、ありがとうございます", "内子 花子", "0893-00-0000", "伺います。"):
        assert words in page.text
    assert browser.get(path).text == page.text


def test_a_choice_alone_is_enough(browser: Browser, office: Office) -> None:
    """Note and months may be missing from the form altogether."""
    browser.post(offered(office), {"answer": "decline"})

    assert offers(office)[0].state == "declined"


def test_other_conditions_become_a_proposal(browser: Browser, office: Office) -> None:
    """Full-width figures are understood; empty months are none."""
    months = {"months-2026-12": "", "months-2027-01": "０", "months-2027-02": "２"}

    page = browser.post(offered(office), {"answer": "counter", "note": "2月なら", **months})

    first, second = offers(office)
    assert (first.state, second.state, second.months) == ("countered", "proposed", {"2027-02": 2})
    assert "条件付きのご回答を受け付けました" in page.text
    assert "令和9年2月　1日（半日2回）" in page.text


def test_who_declines_hears_no_reproach_and_is_told_no_contacts(browser: Browser, office: Office) -> None:
    """The officer's telephone is for who will go there."""
    page = browser.post(offered(office), {"answer": "decline", "note": "多忙のため"})

    assert "見送りのご回答を受け付けました" in page.text
    assert "0893-00-0000" not in page.text


def test_a_second_answer_meets_the_first_without_reproach(browser: Browser, office: Office) -> None:
    """What was answered and when, in words; the first answer stands."""
    path = offered(office)
    browser.post(path, {"answer": "accept"})
    clock(office).move(hours=2)

    again = browser.post(path, {"answer": "decline"})

    assert again.status == 409
    assert "ご回答「引き受ける」を受け付けています" in again.text
    assert "令和8年11月24日（火）10時00分に承りました" in again.text
    assert "エラー" not in again.text
    assert offers(office)[0].state == "accepted"


def test_after_the_deadline_the_page_says_whom_to_call(browser: Browser, office: Office) -> None:
    """To look and to answer: the form is gone, the telephone is not."""
    path = offered(office)
    clock(office).move(days=4)

    for page in (browser.get(path), browser.post(path, {"answer": "accept"})):
        assert "回答期限を過ぎています" in page.text
        assert "事務局へお電話ください" in page.text
    assert offers(office)[0].state == "sent"


def test_a_recalled_offer_says_so(browser: Browser, office: Office) -> None:
    """No answer is needed any more."""
    path = offered(office)
    (offer,) = offers(office)
    recall_offer(office, SECRETARIAT, offer.request_id, offer.id)

    assert "この打診は取り消されました" in browser.get(path).text
    assert browser.post(path, {"answer": "accept"}).status == 409


def test_who_was_slower_chooses_again_and_learns_no_names(browser: Browser, office: Office) -> None:
    """The last half-days went elsewhere: conditions or a refusal remain, the words are kept."""
    first = offered(office, months={"2026-12": 4})
    second = offered(office, of=AINAN, months={"2026-12": 4})
    browser.post(first, {"answer": "accept"})
    set_capacity(office, SECRETARIAT, "e01", months={"2026-12": 6})

    page = browser.post(second, {"answer": "accept", "note": "ぜひ。"})

    assert page.status == 409
    assert "引き受けるには空きが足りません" in page.text
    assert "内子町" not in page.text
    assert (page.fields["answer"], page.fields["note"]) == ([], ["ぜひ。"])
    assert "不足 2" in page.text
    send_all(office)
    assert browser.post(second, {"answer": "decline"}).status == 200


@pytest.mark.parametrize("token", ["x", "x" * 22, "x" * 400, "%E7%B4%8D" * 22, "..%2F..%2Fetc", "a" * 21 + "!"])
def test_a_link_that_opens_nothing_says_how_to_go_on(browser: Browser, token: str) -> None:
    """Cut off on its way or never ours: number and short code, or the telephone."""
    for page in (browser.get(f"/answer/{token}"), browser.post(f"/answer/{token}", {"answer": "accept"})):
        assert page.status == 404
        assert "この回答リンクは使えません" in page.text
        assert 'href="/answer"' in page.text
        assert "089-000-0000" in page.text


def test_a_form_from_another_site_answers_nothing(browser: Browser, office: Office) -> None:
    """Who knows the link still has to come from its page."""
    path = offered(office)

    assert browser.post(path, {"answer": "accept"}, sec_fetch_site="cross-site").status == 403
    assert offers(office)[0].state == "sent"
