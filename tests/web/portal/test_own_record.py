"""The pages on which an expert keeps their record: what was typed is never lost, and never less than is promised."""

import pytest

from chalicelib.domain.identity import Actor, Role
from chalicelib.service.declare_interest import declare_interest
from chalicelib.service.keep_experts import set_capacity
from chalicelib.service.office import Office
from tests.builders import SECRETARIAT, UCHIKO
from tests.service.journeys import engaged
from tests.service.test_own_record import KIN
from tests.web.browser import Answer, Browser
from tests.web.sendings import CAPACITY, INTEREST, PROFILE

ICHIRO = Actor("e01", Role.EXPERT, "web")


def typed_anew(page: Answer, *names: str) -> dict[str, list[str]]:
    """Those fields of a page as it stands."""
    return {name: page.fields[name] for name in names}


def test_months_are_shown_with_what_is_promised_and_saved(office: Office, expert: Browser) -> None:
    """Full-width figures are figures."""
    engaged(office)
    page = expert.get("/expert/capacity")

    after = expert.post("/expert/capacity", {**CAPACITY, "version": page.fields["version"][0]})

    assert page.fields["months-2026-12"] == ["8"]
    assert '<td role="cell" data-label="約束済み" class="number">2回</td>' in page.text
    assert after.fields["months-2026-12"] == ["6"]
    assert office.experts.expert("e01").months["2027-10"].capacity == 6


def test_less_than_is_promised_is_refused_and_every_figure_kept(office: Office, expert: Browser) -> None:
    """The month is named, the error beside its box."""
    engaged(office)

    page = expert.post("/expert/capacity", {**CAPACITY, "months-2026-12": "1", "version": 1})

    assert page.status == 422
    assert "令和8年12月は、すでに半日2回の約束があります。2以上にしてください" in page.text
    assert (page.fields["months-2026-12"], page.fields["months-2027-01"]) == (["1"], ["６"])
    assert office.experts.expert("e01").version == 1


@pytest.mark.parametrize("wrong", ["", "八", "63", "-1", "1.5"])
def test_what_is_no_number_of_half_days_is_refused(office: Office, expert: Browser, wrong: str) -> None:
    """With the bounds in words."""
    page = expert.post("/expert/capacity", {**CAPACITY, "months-2027-02": wrong, "version": 1})

    assert page.status == 422
    assert "令和9年2月は0から62までの整数で入力してください" in page.text
    assert page.fields["months-2027-02"] == [wrong]


def test_a_capacity_that_was_overtaken_stands_beside_what_is_stored(office: Office, expert: Browser) -> None:
    """Who changed it is told; sent again from that page it is saved."""
    set_capacity(office, SECRETARIAT, "e01", months={"2026-12": 3})

    page = expert.post("/expert/capacity", {**CAPACITY, "version": 1})

    assert page.status == 409
    assert "事務局：稼働できる半日数を変更しました" in page.text
    assert "あなたの入力" in page.text
    assert page.fields["months-2026-12"] == ["６"]
    expert.post("/expert/capacity", {**CAPACITY, "version": page.fields["version"][0]})
    assert office.experts.expert("e01").months["2026-12"].capacity == 6


def test_leave_empties_its_months(office: Office, expert: Browser) -> None:
    """And is refused where something is promised, with what was chosen still chosen."""
    engaged(office)

    page = expert.post("/expert/leave", {"since": "2026-12", "until": "2027-01", "version": 1})
    assert page.status == 422
    assert "令和8年12月（半日2回）に約束済みの派遣があるため" in page.text
    assert typed_anew(page, "since", "until") == {"since": ["2026-12"], "until": ["2027-01"]}

    expert.post("/expert/leave", {"since": "2027-01", "until": "2027-02", "version": 1})
    assert [office.experts.expert("e01").months[month].capacity for month in ("2027-01", "2027-02")] == [0, 0]


def test_leave_asks_for_its_months(expert: Browser) -> None:
    """Neither is guessed; a month of no list is none."""
    page = expert.post("/expert/leave", {"since": "1999-01", "version": 1})

    assert page.status == 422
    assert "始まりの月を選んでください" in page.text
    assert "終わりの月を選んでください" in page.text


def test_the_profile_is_shown_changed_and_kept(office: Office, expert: Browser) -> None:
    """What the secretariat keeps is shown and no field."""
    page = expert.get("/expert/profile")
    expert.post("/expert/profile", {**PROFILE, "version": 1})

    assert page.fields["telephone"] == ["090-0000-0001"]
    assert "ichiro@experts.example.jp" in page.text
    assert {"email", "name", "half_day_yen"}.isdisjoint(page.fields)
    kept = office.experts.expert("e01")
    assert (kept.telephone, kept.areas, kept.about) == ("090-0000-0009", frozenset({UCHIKO}), PROFILE["about"])


def test_a_profile_at_fault_or_overtaken_keeps_every_word(office: Office, expert: Browser) -> None:
    """The fault beside its field; the other version beside one's own."""
    wrong = expert.post("/expert/profile", {**PROFILE, "telephone": "なし", "version": 1})
    set_capacity(office, SECRETARIAT, "e01", months={"2026-12": 3})
    late = expert.post("/expert/profile", {**PROFILE, "version": 1})

    assert (wrong.status, late.status) == (422, 409)
    assert wrong.fields["about"] == late.fields["about"] == [PROFILE["about"]]
    assert late.fields["areas"] == [UCHIKO]
    assert "電話番号は「0893-00-0000」のように" in wrong.text


def test_an_area_that_the_profile_does_not_have_is_refused(office: Office, expert: Browser) -> None:
    """No page of ours offers it."""
    assert expert.post("/expert/profile", {**PROFILE, "areas": ["999999"], "version": 1}).status == 422
    assert office.experts.expert("e01").version == 1


def test_fields_and_skills_are_changed_level_by_level(office: Office, expert: Browser) -> None:
    """What is set back to nothing is no field any more; nothing at all is no expert."""
    page = expert.get("/expert/fields")
    none = expert.post("/expert/fields", {"version": 1})
    expert.post("/expert/fields", {"field-6": "3", "dssp2-1.4": "5", "field-1": "9", "version": 1})

    assert page.fields["field-13"] == ["4"]
    assert none.status == 422
    assert "分野を1つ以上選んでください" in none.text
    kept = office.experts.expert("e01")
    assert (kept.levels, kept.skills) == ({"field-6": 3}, {"dssp2-1.4": 5})


def test_a_tie_is_declared_ended_and_seen_by_the_secretariat(office: Office, expert: Browser) -> None:
    """With its reason; afterwards it is among those that are over."""
    page = expert.post("/expert/interests", {**INTEREST, "version": 1})
    seen = Browser(office).sign_in(Role.SECRETARIAT).get("/console/experts").text
    expert.post("/expert/interests/end", {"place": "0", "end-0": "2026-11", "version": 2})

    assert "内子町" in page.text
    assert "親族の関係先　内子町（令和8年4月〜）　親族が勤務しています。" in seen
    assert office.experts.expert("e01").interests[0].until == "2026-11"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"whom": ""}, "相手を選んでください"),
        ({"municipality": ""}, "市町を選んでください"),
        ({"whom": "vendor"}, "会社や団体の名前を入力してください"),
        ({"kind": "friend"}, "関係は一覧にあるものから選んでください"),
        ({"since": ""}, "始まりの月を選んでください"),
        ({"until": "2020-01"}, "終わりの月を選んでください"),
        ({"reason": " "}, "内容を入力してください"),
    ],
    ids=str,
)
def test_a_declaration_at_fault_says_where(
    office: Office, expert: Browser, changes: dict[str, str], sentence: str
) -> None:
    """Everything typed is kept."""
    page = expert.post("/expert/interests", {**INTEREST, **changes, "version": 1})

    assert page.status == 422
    assert sentence in page.text
    assert page.fields["reason"] == [changes.get("reason", INTEREST["reason"])]
    assert office.experts.expert("e01").interests == ()


def test_a_tie_in_whose_midst_another_came_is_not_ended_by_mistake(office: Office, expert: Browser) -> None:
    """The version keeps the places of the list."""
    declare_interest(office, ICHIRO, "e01", KIN)
    set_capacity(office, SECRETARIAT, "e01", months={"2026-12": 3})

    page = expert.post("/expert/interests/end", {"place": "0", "end-0": "2026-12", "version": 2})

    assert page.status == 409
    assert page.fields["end-0"] == ["2026-12"]
    assert office.experts.expert("e01").interests[0].until is None
