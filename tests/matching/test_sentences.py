"""What is said about the parts of a score."""

from typing import Any

import pytest

from matching import Candidate, Fault, Need, rank, sentences
from tests.matching.builders import PROCUREMENT, UCHIKO, WORDS, a_need, an_expert

SKILL, AVAIL, PLACE, KNOWN = range(4)
ONE_FIELD = a_need(fields=(PROCUREMENT,))

SAID: dict[str, tuple[int, Need, dict[str, Any], str, str]] = {
    "level held": (
        SKILL,
        ONE_FIELD,
        {"levels": {"procurement": 4}},
        "自治体システム調達：レベル4（必要3）",
        "自治体システム調達: level 4 (3 needed)",
    ),
    "field not held": (
        SKILL,
        a_need(),
        {"levels": {"security": 1}},
        "自治体システム調達：登録なし（必要3）、自治体セキュリティ：レベル1（必要4）",
        "自治体システム調達: not registered (3 needed); 自治体セキュリティ: level 1 (4 needed)",
    ),
    "no fields": (
        SKILL,
        a_need(fields=()),
        {},
        "分野が決まっていないため、専門性は全員0点",
        "No field is decided yet, so skill is 0 for everybody",
    ),
    "same half-days every month": (
        AVAIL,
        a_need(),
        {},
        "12月〜1月、毎月必要な半日4回に足りる",
        "All 8 half-days free in Dec 2026 to Jan 2027",
    ),
    "one month": (
        AVAIL,
        a_need(months=(("2026-12", 4),)),
        {},
        "12月に必要な半日4回に足りる",
        "All 4 half-days free in Dec 2026",
    ),
    "different half-days": (
        AVAIL,
        a_need(months=(("2026-12", 1), ("2027-01", 4))),
        {},
        "12月〜1月に必要な半日5回に足りる",
        "All 5 half-days free in Dec 2026 to Jan 2027",
    ),
    "too few": (
        AVAIL,
        a_need(),
        {"free": {"2026-12": 7, "2027-01": 1}},
        "12月〜1月に必要な半日8回のうち5回が空いている（1月は4回のうち1回）",
        "5 of 8 half-days free in Dec 2026 to Jan 2027 (1 of 4 in Jan 2027)",
    ),
    "no months": (
        AVAIL,
        a_need(months=()),
        {},
        "月が決まっていないため、日程は全員0点",
        "No month is decided yet, so availability is 0 for everybody",
    ),
    "months apart": (
        AVAIL,
        a_need(months=(("2027-02", 1), ("2026-11", 1), ("2026-12", 1))),
        {"free": {"2026-11": 1, "2026-12": 1, "2027-02": 1}},
        "11月〜12月・2月、毎月必要な半日1回に足りる",
        "All 3 half-days free in Nov 2026 to Dec 2026, Feb 2027",
    ),
    "more than a year": (
        AVAIL,
        a_need(months=(("2026-12", 1), ("2027-12", 1))),
        {"free": {"2026-12": 1, "2027-12": 1}},
        "2026年12月・2027年12月、毎月必要な半日1回に足りる",
        "All 2 half-days free in Dec 2026, Dec 2027",
    ),
    "travel": (PLACE, a_need(), {"minutes": 50}, "車・船で約50分", "About 50 minutes by car and boat"),
    "at home": (PLACE, a_need(), {"base": UCHIKO}, "拠点が内子町にある", "Based in 内子町"),
    "online": (
        PLACE,
        a_need(mode="online"),
        {},
        "オンラインで支援する（移動なし）",
        "Works online, without travel",
    ),
    "unknown distance": (
        PLACE,
        a_need(),
        {"minutes": None},
        "移動時間の登録がないため、移動は0点",
        "No travel time is registered, so place is 0",
    ),
    "known": (
        KNOWN,
        a_need(),
        {"known": 2},
        "この市町を担当したことがある（2回）",
        "Has served this municipality before (2)",
    ),
    "new": (KNOWN, a_need(), {}, "この市町を担当したことはない", "New to this municipality"),
}


@pytest.mark.parametrize("case", SAID)
def test_each_part_says_the_facts_behind_it(case: str) -> None:
    """In Japanese and in English."""
    part, need, but, japanese, english = SAID[case]

    said = {language: _said(need, an_expert(**but), language)[part] for language in ("ja", "en")}

    assert said == {"ja": japanese, "en": english}


def test_another_language_is_a_fault() -> None:
    """Only Japanese and English are spoken."""
    with pytest.raises(Fault, match="language: must be one of ja, en, not 'fr'"):
        _said(a_need(), an_expert(), "fr")


def _said(need: Need, candidate: Candidate, language: str) -> tuple[str, ...]:
    return sentences(rank(need, [candidate]).ranked[0], words=WORDS, language=language)  # type: ignore[arg-type]
