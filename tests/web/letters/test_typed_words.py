"""What people typed stands in letters as quotation: it can neither forge a line of ours nor a header."""

from datetime import UTC, datetime
from typing import Any

from chalicelib.domain.letter import Wording
from chalicelib.web.stationery import Stationery
from tests.builders import ehime

DEADLINE = datetime(2026, 11, 27, 8, 15, tzinfo=UTC)
OFFER: dict[str, Any] = {
    "number": "R08-0042",
    "title": "窓口予約",
    "municipality": "内子町",
    "request_id": "r1",
    "expert": "見本 一郎",
    "months": {"2026-12": 4},
    "token": "a" * 22,
    "short_code": "ABCD1234",
    "deadline": DEADLINE,
    "kind": "visit",
    "mode": "on_site",
    "place": "内子町",
    "situation": "困っています。",
    "wish": "直したいです。",
    "half_day_yen": 25_000,
}


def worded(notice: str, *, site: str = "https://share.ehime.example.jp", **facts: Any) -> Wording:
    """A letter about the standard offer, with these facts changed."""
    return Stationery(ehime(), site=site).wording(notice, {**OFFER, **facts})


def test_line_breaks_cannot_make_headers() -> None:
    """Neither in a subject nor in the lines that name something."""
    evil = "窓口\r\nBcc: all@example.jp\x0b\x85\u2028\x00終"

    wording = worded("answer_came", expert=evil, title=evil, answer="decline", note="")

    assert len(wording.subject.splitlines()) == 1
    assert "\nBcc" not in wording.text
    assert wording.subject.isprintable()


def test_an_address_that_somebody_typed_is_no_address_of_ours() -> None:
    """It stands behind a quotation mark, never alone on its line."""
    wording = worded("offer", situation="こちらへ\nhttps://evil.example/answer\n\n急いで")

    assert "> https://evil.example/answer" in wording.text
    assert [line for line in wording.text.splitlines() if line.startswith("http")] == [
        "https://share.ehime.example.jp/answer/" + "a" * 22
    ]


def test_markup_stays_text_in_html() -> None:
    """A script tag is shown, not run."""
    wording = worded("offer", situation="<script>alert(1)</script>", title="<b>太字</b>")

    assert "<script" not in wording.html
    assert "<b>" not in wording.html
    assert "<script>alert(1)</script>" in wording.text


def test_rare_signs_and_very_long_texts_arrive_whole() -> None:
    """Emoji, 𠮷 and 100,000 characters; nothing is cut."""
    wording = worded("offer", title="𠮷田さんの🏯計画", wish="長" * 100_000)

    assert "𠮷田さんの🏯計画" in wording.text
    assert wording.text.count("長") == 100_000


def test_facts_may_come_back_from_the_table_as_text() -> None:
    """A deadline kept as ISO 8601 reads like any other."""
    wording = worded("offer_sent", officer="内子 花子", deadline="2026-11-27T08:15:00+00:00")

    assert "令和8年11月27日（金）17時15分" in wording.text


def test_a_second_copy_says_that_it_may_be_one() -> None:
    """When nobody knows whether the first one arrived."""
    assert "2通" in worded("offer", repeated=True).text
    assert "2通" not in worded("offer").text
    assert "2通" in worded("sign_in_code", name="見本", minutes=10, code="12345678", repeated=True).text


def test_a_joint_request_names_all_in_the_letter_and_the_first_in_its_subject() -> None:
    """Five names would fill the subject."""
    wording = worded("offer", municipality="内子町・大洲市・伊予市")

    assert wording.subject.endswith("（内子町ほか）")
    assert "依頼元：内子町・大洲市・伊予市" in wording.text


def test_links_lie_below_the_stage_prefix() -> None:
    """The site's address is taken as it is, prefix included."""
    wording = worded("offer", site="https://abcdefghij.execute-api.example.jp/api")

    assert "https://abcdefghij.execute-api.example.jp/api/answer/" + "a" * 22 + "\n" in wording.text
