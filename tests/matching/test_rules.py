"""The hard rules: whom each excludes, whom it does not, and what it says."""

from typing import Any

import pytest

from matching import FieldNeed, Need, Ranking, Reason, rank
from tests.matching.builders import MATSUYAMA, OZU, UCHIKO, WORDS, a_need, an_expert

MANDATORY = a_need(fields=(FieldNeed("procurement", 3, 5, mandatory=True), FieldNeed("security", 4, 2)))

EXCLUDED: dict[str, tuple[Need, dict[str, Any], str, str]] = {
    "conflict": (
        a_need(),
        {"conflicts": ("見本システム株式会社", "見本通信株式会社")},
        "利害関係がある（見本システム株式会社、見本通信株式会社）",
        "Conflict of interest: 見本システム株式会社, 見本通信株式会社",
    ),
    "inactive, not yet": (
        a_need(),
        {"active_from": "2027-01"},
        "12月は任期（2027年1月から）に入らない",
        "Not active in Dec 2026 (active from Jan 2027)",
    ),
    "inactive, no more": (
        a_need(),
        {"active_to": "2026-11"},
        "12月〜1月は任期（2026年4月から2026年11月まで）に入らない",
        "Not active in Dec 2026 to Jan 2027 (active from Apr 2026 to Nov 2026)",
    ),
    "unwanted": (
        a_need(unwanted=frozenset({"expert-01"})),
        {},
        "依頼元の市町が、別の専門官を希望している",
        "The municipality asked for somebody else",
    ),
    "area, on site": (
        a_need(mode="on_site"),
        {"areas": frozenset({OZU})},
        "現地で活動できる地域に内子町が入っていない",
        "Does not work on site in 内子町",
    ),
    "area, online": (
        a_need(mode="online"),
        {"online": False},
        "オンラインでの支援を受け付けていない",
        "Does not work online",
    ),
    "area, either": (
        a_need(),
        {"online": False, "areas": frozenset()},
        "現地で活動できる地域に内子町が入らず、オンラインでの支援も受け付けていない",
        "Works neither on site in 内子町 nor online",
    ),
    "level, too low": (
        MANDATORY,
        {"levels": {"procurement": 2}},
        "自治体システム調達はレベル2で、必須のレベル3に届かない",
        "自治体システム調達: level 2, but 3 is mandatory",
    ),
    "level, not held": (
        MANDATORY,
        {"levels": {"security": 4}},
        "自治体システム調達は登録なしで、必須のレベル3に届かない",
        "自治体システム調達: not registered, but 3 is mandatory",
    ),
    "capacity": (
        a_need(),
        {"free": {"2026-12": 9, "2027-01": 0}},
        "1月に空いている半日がない",
        "No free half-day in Jan 2027",
    ),
    "cap": (
        a_need(),
        {"cap_left": {"2026-12": 4, "2027-01": 3}},
        "上限を超える：1月は残り半日3回（必要4回）",
        "Over the cap: 3 of 4 half-days left in Jan 2027",
    ),
}

ALLOWED: dict[str, tuple[Need, dict[str, Any]]] = {
    "active in exactly the needed months": (a_need(), {"active_from": "2026-12", "active_to": "2027-01"}),
    "no months are needed": (a_need(months=()), {"active_to": "2026-05", "free": {}, "cap_left": {"2026-12": 0}}),
    "somebody else is unwanted": (a_need(unwanted=frozenset({"expert-02"})), {}),
    "on site at the own base": (a_need(mode="on_site", place=MATSUYAMA), {"areas": frozenset()}),
    "on site without online": (a_need(mode="on_site"), {"online": False}),
    "online without the area": (a_need(mode="online"), {"areas": frozenset()}),
    "either, on site only": (a_need(), {"online": False}),
    "either, online only": (a_need(), {"areas": frozenset()}),
    "a field that is not mandatory is not held": (MANDATORY, {"levels": {"procurement": 3}}),
    "one free half-day is better than none": (a_need(), {"free": {"2026-12": 1, "2027-01": 1}}),
    "the cap is met exactly": (a_need(), {"cap_left": {"2026-12": 4, "2027-01": 4}}),
    "a month without a cap": (a_need(), {"cap_left": {"2026-12": 4}}),
}


def reasons_of(ranking: Ranking) -> tuple[Reason, ...]:
    """The reasons of the only excluded expert."""
    (excluded,) = ranking.excluded
    return excluded.reasons


@pytest.mark.parametrize("case", EXCLUDED)
def test_a_broken_rule_excludes_and_says_why(case: str) -> None:
    """Each rule, alone, with its sentence in Japanese and English."""
    need, but, japanese, english = EXCLUDED[case]

    (reason,) = reasons_of(rank(need, [an_expert(**but)]))

    assert reason.rule == case.split(",")[0]
    assert reason.sentence(words=WORDS, language="ja") == japanese
    assert reason.sentence(words=WORDS, language="en") == english


@pytest.mark.parametrize("case", ALLOWED)
def test_what_no_rule_forbids_is_allowed(case: str) -> None:
    """The borders of the rules, from inside."""
    need, but = ALLOWED[case]

    ranking = rank(need, [an_expert(**but)])

    assert ranking.excluded == ()


def test_all_reasons_are_reported_not_only_the_first() -> None:
    """Whoever asks why learns everything that would have to change."""
    need = a_need(mode="on_site", fields=MANDATORY.fields, unwanted=frozenset({"expert-01"}))
    hopeless = an_expert(
        conflicts=("見本システム株式会社",),
        active_to="2026-12",
        areas=frozenset(),
        levels={},
        free={},
        cap_left={"2027-01": 0},
    )

    reasons = reasons_of(rank(need, [hopeless]))

    rules = [reason.rule for reason in reasons]
    assert rules == ["conflict", "inactive", "unwanted", "area", "level", "capacity", "cap"]


def test_a_code_without_a_name_is_said_as_it_is() -> None:
    """A missing word leaves the sentence complete."""
    (reason,) = reasons_of(rank(a_need(mode="on_site"), [an_expert(areas=frozenset())]))

    assert reason.sentence(words={}, language="ja") == f"現地で活動できる地域に{UCHIKO}が入っていない"


def test_a_waived_rule_does_not_exclude_and_is_carried_along() -> None:
    """The ranked entry says what the secretariat has set aside."""
    need = a_need(waived=frozenset({("expert-01", "conflict")}))

    (only,) = rank(need, [an_expert(conflicts=("見本システム株式会社",))]).ranked

    assert [reason.rule for reason in only.waived] == ["conflict"]


@pytest.mark.parametrize("waived", [("expert-02", "conflict"), ("expert-01", "cap")])
def test_a_waiver_holds_for_its_expert_and_its_rule_only(waived: tuple[str, str]) -> None:
    """Neither another expert's waiver nor one of another rule helps."""
    need: Need = a_need(waived=frozenset({waived}))

    (reason,) = reasons_of(rank(need, [an_expert(conflicts=("見本システム株式会社",))]))

    assert reason.rule == "conflict"


def test_reasons_that_remain_after_a_waiver_exclude_alone() -> None:
    """A conflict set aside is not among the reasons of somebody who has no time."""
    need = a_need(waived=frozenset({("expert-01", "conflict")}))

    (reason,) = reasons_of(rank(need, [an_expert(conflicts=("見本システム株式会社",), free={})]))

    assert reason.rule == "capacity"
