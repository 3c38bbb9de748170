"""Letters say who, what, by when and where in their first lines, and are complete as plain text."""

import re
from collections.abc import Iterator

import pytest

from chalicelib.domain.letter import Audience, Wording
from chalicelib.service.notices import NOTICES
from chalicelib.web.folding import COLUMNS, OVERHANG, width
from tests.web.letters.scenes import TITLE

Letters = dict[str, list[Wording]]
WITH_OFFER = ["offer", "offer_reminder"]
# Letters about a person, not about a case.
OWN = {name for name, notice in NOTICES.items() if notice.audience is Audience.PERSON} | {
    "code_bounced",
    "correction_asked",
}
ABOUT_CASES = sorted(set(NOTICES) - OWN)
ALONE = re.compile(r"^https?://\S+$", re.MULTILINE)


def all_of(letters: Letters) -> Iterator[Wording]:
    """Every copy of every letter."""
    return (wording for copies in letters.values() for wording in copies)


def test_every_notice_is_sent_by_a_use_case_and_has_its_words(letters: Letters) -> None:
    """None is forgotten, and none lacks a fact that its words need."""
    assert set(letters) == set(NOTICES)


@pytest.mark.parametrize("notice", ABOUT_CASES)
def test_the_first_five_lines_say_it_all(letters: Letters, notice: str) -> None:
    """To whom, what, by when, one address alone on its line, and the request's number."""
    for wording in letters[notice]:
        to, what, by_when, link, number, after = wording.text.split("\n")[:6]

        assert to.endswith(" 様")
        assert what.endswith("。")
        assert by_when
        assert ALONE.findall(wording.text) == [link]
        assert re.match(r"依頼番号 R08-\d{4}", number)
        assert after == ""


@pytest.mark.parametrize("notice", WITH_OFFER)
def test_an_offer_can_be_answered_from_its_letter_alone(letters: Letters, notice: str) -> None:
    """Deadline in subject and text, link, short code, and all that is needed to decide."""
    (wording, *_) = letters[notice]

    assert re.fullmatch(r"【\S+・11/\d\dまで】支援の依頼 R08-\d{4}（内子町）", wording.subject)
    assert re.search(r"回答期限：令和8年11月\d\d日（.）17時15分", wording.text)
    assert re.search(r"/answer/[A-Za-z0-9_-]{22}$", wording.text, re.MULTILINE)
    assert re.search(r"短いコード [0-9A-Z]{8}$", wording.text, re.MULTILINE)
    for words in (TITLE, "伴走支援", "25,000円", "仕様書の作り方がわかる職員がいません", "令和8年12月"):
        assert words in wording.text


def test_subjects_are_short_and_tell_letters_apart(letters: Letters) -> None:
    """At most 60 characters; no two notices share one."""
    subjects = {notice: copies[0].subject for notice, copies in letters.items()}

    assert max(map(len, subjects.values())) <= 60
    assert len({re.sub(r"\d", "", subject) for subject in subjects.values()}) == len(NOTICES)


def test_lines_fit_and_addresses_are_short(letters: Letters) -> None:
    """No line needs breaking on its way, and no address passes 76 characters."""
    for wording in all_of(letters):
        assert max(width(line) for line in wording.text.splitlines()) <= COLUMNS + OVERHANG
        assert all(len(link) <= 76 for link in re.findall(r"https?://\S+", wording.text))


def test_only_experts_get_html_and_it_says_the_same(letters: Letters) -> None:
    """The text is for everybody; the HTML repeats it with the address as a link, and loads nothing."""
    for notice, copies in letters.items():
        for wording in copies:
            assert bool(wording.html) == (NOTICES[notice].audience is Audience.EXPERT)
            assert "src=" not in wording.html
            if wording.html:
                (link,) = ALONE.findall(wording.text)
                assert f'<a href="{link}">{link}</a>' in wording.html
                assert wording.text.split("\n")[1] in wording.html


def test_contacts_go_only_to_who_must_act_on_them(letters: Letters) -> None:
    """An expert learns the officer's telephone with the acceptance, and no town ever learns an expert's address.

    The secretariat is told both when mail to them does not arrive.
    """
    for notice, copies in letters.items():
        for wording in copies if notice != "mail_bounced" else []:
            knows_officer = "hanako@uchiko.example.jp" in wording.text
            assert knows_officer == (notice == "answer_received" and "「引き受ける」" in wording.text)
            assert "@experts.example.jp" not in wording.text


def test_a_code_stands_alone_in_a_letter_without_links(letters: Letters) -> None:
    """A letter that carries a sign-in code leads nowhere, so that nobody learns to follow links from such letters."""
    (wording, *_) = letters["sign_in_code"]

    assert re.search(r"^コード　\d{8}$", wording.text, re.MULTILINE)
    assert "http" not in wording.text
    assert not re.search(r"\d{8}", wording.subject)


def test_a_letter_that_did_not_arrive_is_told_with_a_telephone_number_and_what_to_do(letters: Letters) -> None:
    """An offer can be answered by telephone or sent again; of any other letter its words can be passed on."""
    offer, complained = (letters["mail_bounced"][place].text for place in (0, 2))

    assert "お電話で依頼を伝え、回答を聞いてください。電話 090-0000-0001" in offer
    assert "ichiro@experts.example.jp" in offer
    assert "回答期限は止めています" in offer
    assert "「依頼の受付」は、迷惑メールとして報告されました" in complained
    assert "電話 0893-00-0000" in complained


def test_every_letter_says_whom_to_call(letters: Letters) -> None:
    """Links die on their way through town halls; a telephone number does not."""
    assert all("089-000-0000" in wording.text for wording in all_of(letters))
