"""Sessions, end and report in the browser, for the town and for the prefecture on somebody's behalf."""

from datetime import date, time
from typing import Any

import pytest

from chalicelib.domain.identity import Role
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.office import Office
from tests.builders import OZU, UCHIKO
from tests.service.journeys import opened_by_link, recorded, states
from tests.web.browser import Browser
from tests.web.support.typed import LAST_SESSION, REPORT, session_of, supported


def at_uchiko(office: Office) -> Browser:
    """Signed in for Uchiko, now."""
    return Browser(office).sign_in(Role.MUNICIPALITY, municipality=UCHIKO)


def test_from_the_first_session_to_the_report(office: Office) -> None:
    """Each page leads to the next, and what was typed stands on record and on the page."""
    request = supported(office)
    clerk = at_uchiko(office)
    own = f"/requests/{request.id}"
    assert f'href="{own}/sessions"' in clerk.get(own).text

    page = clerk.post(f"{own}/sessions", session_of(request))
    assert page.path == f"{own}/sessions"
    (session,) = office.cases.support(request.id).sessions
    assert (session.account.day, session.account.begins, session.account.ends) == (
        date(2026, 12, 10),
        time(13, 30),
        time(16),
    )
    for words in (
        "令和8年12月10日（木）",
        "13:30から16:00まで",
        "評価項目を3つに絞る。",
        "見本 一郎さん",
        "市町担当者",
    ):
        assert words in page.text

    assert clerk.get(f"{own}/complete").fields["last_session_day"] == ["10"]
    page = clerk.post(f"{own}/complete", LAST_SESSION)
    assert "実施報告を提出してください" in page.text
    assert "令和8年12月21日（月）17時15分" in page.text
    assert "令和8年12月21日（月）17時15分" in clerk.get(own).text

    assert "期待を超える成果が得られた" in clerk.get(f"{own}/report").text
    page = clerk.post(f"{own}/report", REPORT)
    assert states(office, request)[0] == "closed"
    for words in ("仕様書ができました。", "期待どおりの成果が得られた", "来年度も支援を受けたい", "なし（公開しない）"):
        assert words in page.text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day_day": "40"}, "day"),
        ({"day_year": "", "day_month": "", "day_day": ""}, "day"),
        ({"day_day": "16"}, "day"),
        ({"begins": "25:00"}, "begins"),
        ({"ends": "夕方"}, "ends"),
        ({"ends": "13:30"}, "ends"),
        ({"mode": ""}, "mode"),
        ({"mode": "either"}, "mode"),
        ({"place": " "}, "place"),
        ({"done": ""}, "done"),
        ({"done": "長" * 2_001}, "done"),
    ],
)
def test_a_faulty_session_comes_back_as_it_was_typed(office: Office, changes: dict[str, str], field: str) -> None:
    """With what is wrong beside its field, and nothing on record."""
    request = supported(office)
    clerk = at_uchiko(office)
    typed = session_of(request, **changes)

    page = clerk.post(f"/requests/{request.id}/sessions", typed)

    assert page.status == 422
    assert f'<a href="#{field}">' in page.text
    assert "エラー：" in page.text
    for name in ("begins", "ends", "place", "attendees", "done", "advice", "day_day"):
        assert page.fields[name] == [typed[name]]
    assert office.cases.support(request.id).sessions == ()


@pytest.mark.parametrize("era", ["reiwa", "ad"])
def test_a_year_in_letters_is_no_day(office: Office, era: str) -> None:
    """It is not taken for the year before the era began."""
    request = supported(office)
    clerk = at_uchiko(office)

    typed = {**LAST_SESSION, "last_session_era": era, "last_session_year": "二千"}
    page = clerk.post(f"/requests/{request.id}/complete", typed)

    assert "最後の活動の日は実際にある日付で入力してください" in page.text


def test_a_correction_is_typed_over_what_it_corrects_and_keeps_both(office: Office) -> None:
    """It begins with what was recorded; without a reason it is refused."""
    request = supported(office)
    clerk = at_uchiko(office)
    wrong = recorded(office, request)
    form = clerk.get(f"/requests/{request.id}/sessions/new?corrects={wrong.id}")
    assert form.fields["place"] == [wrong.account.place]
    assert form.fields["begins"] == ["13:30"]
    typed: dict[str, Any] = session_of(request, corrects=wrong.id, day_day="11")

    assert '<a href="#reason">' in clerk.post(f"/requests/{request.id}/sessions", typed).text
    page = clerk.post(f"/requests/{request.id}/sessions", {**typed, "reason": "日付の誤り"})

    assert "訂正される前の記録（1件）" in page.text
    assert "日付の誤り" in page.text
    assert office.cases.support(request.id).last_day == date(2026, 12, 11)


def test_of_two_experts_one_is_chosen(office: Office) -> None:
    """Whose session it was is asked where more than one comes."""
    request = supported(office, places=2)
    accept_offer(office, opened_by_link(office, request, "e02"))
    clerk = at_uchiko(office)

    missing = clerk.post(f"/requests/{request.id}/sessions", session_of(request, offer=""))
    assert '<a href="#offer">' in missing.text
    assert "例示 花子さん" in missing.text
    clerk.post(f"/requests/{request.id}/sessions", session_of(request, offer=f"{request.id}.02", day_day="15"))

    assert [session.expert_id for session in office.cases.support(request.id).sessions] == ["e02"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"last_session_day": "16"}, "last_session"), ({"last_session_year": "二千"}, "last_session")],
)
def test_a_faulty_end_comes_back(office: Office, changes: dict[str, str], field: str) -> None:
    """And the support goes on."""
    request = supported(office)
    clerk = at_uchiko(office)

    page = clerk.post(f"/requests/{request.id}/complete", {**LAST_SESSION, **changes})

    assert page.status == 422
    assert '<a href="#last_session">' in page.text
    assert page.fields["last_session_month"] == [{**LAST_SESSION, **changes}["last_session_month"]]
    assert states(office, request)[0] == "engaged"


@pytest.mark.parametrize(
    "changes", [{"achieved": ""}, {"rating": ""}, {"rating": "9"}, {"opinion": ""}, {"follow_up": ""}]
)
def test_a_faulty_report_comes_back(office: Office, changes: dict[str, str]) -> None:
    """All that was typed is kept."""
    request = supported(office)
    clerk = at_uchiko(office)
    clerk.post(f"/requests/{request.id}/complete", LAST_SESSION)
    (field,) = changes

    page = clerk.post(f"/requests/{request.id}/report", {**REPORT, "summary": "よい事例", **changes})

    assert page.status == 422
    assert f'<a href="#{field}">' in page.text
    assert page.fields["summary"] == ["よい事例"]
    assert states(office, request)[0] == "completed"


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.CENTRE])
def test_what_was_told_by_telephone_is_typed_by_the_prefecture(office: Office, role: Role) -> None:
    """On the same pages, which lead back to the console; the record says who typed it."""
    request = supported(office)
    somebody = Browser(office).sign_in(role)
    assert f'href="/requests/{request.id}/sessions"' in somebody.get(f"/console/requests/{request.id}").text

    page = somebody.post(f"/requests/{request.id}/sessions", session_of(request))

    assert f'href="/console/requests/{request.id}"' in page.text
    assert [session.role for session in office.cases.support(request.id).sessions] == [role.value]


def test_the_auditor_reads_and_changes_nothing(office: Office) -> None:
    """There is no button, and no way around it."""
    request = supported(office)
    recorded(office, request)
    auditor = Browser(office).sign_in(Role.AUDITOR)

    page = auditor.get(f"/requests/{request.id}/sessions")

    assert page.status == 200
    assert "/sessions/new" not in page.text
    assert auditor.get(f"/requests/{request.id}/sessions/new").status == 404
    assert auditor.post(f"/requests/{request.id}/complete", LAST_SESSION).status == 404
    assert states(office, request)[0] == "engaged"


@pytest.mark.parametrize("rest", ["/sessions", "/sessions/new", "/sessions/new?corrects=a1", "/complete", "/report"])
def test_another_town_finds_nothing(office: Office, rest: str) -> None:
    """As if there were no such request."""
    request = supported(office)
    neighbour = Browser(office).sign_in(Role.MUNICIPALITY, municipality=OZU)

    assert neighbour.get(f"/requests/{request.id}{rest}").status == 404


@pytest.mark.parametrize(
    ("rest", "typed"), [("/sessions", session_of), ("/complete", LAST_SESSION), ("/report", REPORT)]
)
def test_another_town_changes_nothing(office: Office, rest: str, typed: Any) -> None:
    """Nor by sending a form."""
    request = supported(office)
    neighbour = Browser(office).sign_in(Role.MUNICIPALITY, municipality=OZU)
    before = office.cases.case(request.id)

    answer = neighbour.post(f"/requests/{request.id}{rest}", typed(request) if callable(typed) else typed)

    assert answer.status == 404
    assert office.cases.case(request.id) == before


def test_pages_whose_time_has_not_come_say_so(office: Office) -> None:
    """No report before the end, no end after it."""
    request = supported(office)
    clerk = at_uchiko(office)
    assert clerk.get(f"/requests/{request.id}/report").status == 409
    clerk.post(f"/requests/{request.id}/complete", LAST_SESSION)

    assert clerk.get(f"/requests/{request.id}/complete").status == 409
    assert "支援の終了を知らせる" not in clerk.get(f"/requests/{request.id}/sessions").text


def test_who_was_overtaken_keeps_every_word(office: Office) -> None:
    """A colleague has reported, and corrected, while they typed; the page says who did what."""
    request = supported(office)
    clerk = at_uchiko(office)
    own, wrong = f"/requests/{request.id}", recorded(office, request)
    clerk.post(f"{own}/complete", LAST_SESSION)
    version = office.cases.case(request.id).request.version
    correction = session_of(request, corrects=wrong.id, reason="日付の誤り", version=version)
    clerk.post(f"{own}/sessions", correction)
    clerk.post(f"{own}/report", REPORT)

    late_report = clerk.post(f"{own}/report", {**REPORT, "achieved": "別の成果", "version": version})
    late_correction = clerk.post(f"{own}/sessions", {**correction, "done": "別の活動"})

    assert (late_report.status, late_correction.status) == (409, 409)
    assert "別の成果" in late_report.text
    assert "実施報告を提出しました" in late_report.text
    assert "別の活動" in late_correction.text
    assert len(office.cases.support(request.id).sessions) == 2
