"""The record page shows every change with its seal checked, and every letter as it was sent."""

from dataclasses import replace

from chalicelib.adapters.memory import MemoryCases
from chalicelib.domain.audit import AuditEvent
from chalicelib.service.notices import NOTICES
from chalicelib.service.office import Office
from chalicelib.web import notice_words
from tests.builders import a_request
from tests.web.browser import Browser
from tests.web.secretariat.steps import declined, path, three_experts


def test_every_change_is_told_with_role_and_reason(office: Office, auditor: Browser) -> None:
    """Roles stand for people; the latest change comes first."""
    three_experts(office)
    request = declined(office, "e01", "年度末は都合が合いません。")

    text = auditor.get(path(request, "events")).text

    assert text.index("専門官が見送りました") < text.index("打診を承認しました") < text.index("依頼を提出しました")
    assert "専門官（メールのリンク）" in text
    assert "年度末は都合が合いません。" in text
    assert "順位 1位・92.0点" in text


def test_letters_are_shown_as_sent_without_their_secrets(office: Office, auditor: Browser) -> None:
    """Who got it, in which state it is, and its words, the answer link blotted out."""
    three_experts(office)
    request = declined(office, "e01", "都合が合いません。")
    offer = next(letter for letter in office.letters.about(request.id) if letter.notice == "offer")

    text = auditor.get(path(request, "events")).text

    assert "支援の打診" in text
    assert "ichiro@experts.example.jp" in text
    assert "送信済み" in text
    assert offer.subject in text
    assert "送信待ち" in text


def test_a_whole_chain_is_said_to_be_whole(office: Office, auditor: Browser) -> None:
    """The number of records checked stands beside it."""
    request = a_request(office)

    text = auditor.get(path(request, "events")).text

    assert "1件の記録に、欠けや書き換えはありません。" in text


def test_a_changed_word_is_found(office: Office, auditor: Browser) -> None:
    """Whoever alters an event breaks its seal."""
    request = a_request(office)
    events = _events(office, request.id)
    events[0] = replace(events[0], why="書き換えた理由")

    text = auditor.get(path(request, "events")).text

    assert "記録のつながりが壊れています" in text
    assert "1番目の記録が書き換えられています。" in text


def test_a_record_cut_off_at_its_end_is_found(office: Office, auditor: Browser) -> None:
    """The events that are left are whole, but the request knows of a later one."""
    three_experts(office)
    request = declined(office, "e01", "都合が合いません。")
    _events(office, request.id).pop()

    text = auditor.get(path(request, "events")).text

    assert "記録のつながりが壊れています" in text


def test_every_notice_has_a_name() -> None:
    """Also the next one that is added."""
    assert set(notice_words.NOTICES) == set(NOTICES)
    assert {notice.audience for notice in NOTICES.values()} <= set(notice_words.AUDIENCES)


def _events(office: Office, record: str) -> list[AuditEvent]:
    assert isinstance(office.cases, MemoryCases)
    return office.cases.drawers.events[record]
