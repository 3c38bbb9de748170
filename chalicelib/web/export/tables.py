"""What a case's tables hold: one row for each fact, offer, ranked expert, assignment, session, letter and event."""

from collections.abc import Mapping, Sequence

import matching
from chalicelib.domain.calendar import moment_in_words
from chalicelib.domain.profile import Profile
from chalicelib.service.export_case import CaseFile
from chalicelib.web.export.csv_text import csv_text
from chalicelib.web.notice_words import AUDIENCES, NOTICES
from chalicelib.web.words import EVENTS, LETTER_STATES, OFFER_STATES, ROLES

Rows = list[Sequence[object]]


def tables(profile: Profile, file: CaseFile, facts: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Each table's CSV by name."""
    return {
        "request": csv_text(("項目", "内容"), facts),
        "offers": csv_text(
            ("打診", "専門官", "状態", "月と半日", "半日単価（円）", "順位", "得点", "回答"), _offers(file)
        ),
        "ranking": csv_text(("計算の控え", "順位", "専門官", "得点", "根拠"), ranking(profile, file)),
        "assignments": csv_text(
            ("派遣", "専門官", "月と半日", "半日単価（円）", "負担", "円"), _assignments(profile, file)
        ),
        "sessions": csv_text(
            ("記録", "日付", "開始", "終了", "場所", "内容", "助言", "次の段階", "訂正"), _sessions(file)
        ),
        "letters": csv_text(("通知", "宛先の別", "宛先", "状態", "送信日時", "件名", "本文"), _letters(file)),
        "events": csv_text(("番号", "日時", "できごと", "だれ", "立場", "経路", "理由", "ダイジェスト"), _events(file)),
    }


def ranking(profile: Profile, file: CaseFile) -> Rows:
    """Each receipt computed again: who ranks where, with the sentences that were shown, and who is excluded why."""
    words, rows = profile.words(), Rows()
    for receipt in file.receipts:
        again, shown = matching.receipt.replay(receipt.document), receipt.document["shown"]
        for ranked in again.ranked:
            reasons = "、".join(shown.get(ranked.expert, ()))
            rows.append((receipt.id, ranked.rank, _name(file, ranked.expert), ranked.score, reasons))
        for excluded in again.excluded:
            reasons = "、".join(reason.sentence(words=words, language="ja") for reason in excluded.reasons)
            rows.append((receipt.id, "対象外", _name(file, excluded.expert), "", reasons))
    return rows


def months_told(months: Mapping[str, int]) -> str:
    """`2026-12：4、2027-01：4`."""
    return "、".join(f"{month}：{count}" for month, count in sorted(months.items()))


def _name(file: CaseFile, expert_id: str) -> str:
    expert = file.experts.get(expert_id)
    return f"{expert.name}（{expert_id}）" if expert else expert_id


def _offers(file: CaseFile) -> Rows:
    return [
        (
            offer.id,
            _name(file, offer.expert_id),
            OFFER_STATES[offer.state],
            months_told(offer.months),
            offer.half_day_yen,
            offer.rank,
            offer.score,
            offer.answer_note,
        )
        for offer in file.case.offers
    ]


def _assignments(profile: Profile, file: CaseFile) -> Rows:
    return [
        (
            assignment.id,
            _name(file, assignment.expert_id),
            months_told(assignment.months),
            assignment.half_day_yen,
            profile.municipality(share.municipality).name,
            share.yen,
        )
        for assignment in file.assignments
        for share in assignment.shares
    ]


def _sessions(file: CaseFile) -> Rows:
    return [
        (
            session.id,
            session.account.day.isoformat(),
            session.account.begins.isoformat("minutes"),
            session.account.ends.isoformat("minutes"),
            session.account.place,
            session.account.done,
            session.account.advice,
            session.account.next_step,
            session.reason,
        )
        for session in file.support.sessions
    ]


def _letters(file: CaseFile) -> Rows:
    return [
        (
            NOTICES[letter.notice],
            AUDIENCES[letter.audience],
            letter.to,
            LETTER_STATES[letter.state],
            moment_in_words(letter.sent_at) if letter.sent_at else "",
            letter.subject,
            letter.text,
        )
        for letter in file.letters
    ]


def _events(file: CaseFile) -> Rows:
    return [
        (
            event.sequence,
            moment_in_words(event.at),
            EVENTS.get(event.what, event.what),
            event.who,
            ROLES[event.role],
            event.way,
            event.why,
            event.digest,
        )
        for event in file.events
    ]
