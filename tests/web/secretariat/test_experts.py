"""The list of experts: where they are based, what they know, how free they are."""

from dataclasses import replace

from chalicelib.domain.calendar import months_from
from chalicelib.domain.expert import MonthBook
from chalicelib.service.office import Office
from chalicelib.web.secretariat.experts import absence
from tests.builders import OZU, a_request, an_expert, engage
from tests.web.browser import Browser
from tests.web.secretariat.steps import engaged, three_experts

YEAR = list(months_from("2026-11", 12))


def test_each_expert_is_shown_with_base_fields_and_free_half_days(office: Office, auditor: Browser) -> None:
    """Names of fields and municipalities, not codes."""
    engage(office, an_expert("例示 花子", base=OZU, months={"2026-12": MonthBook(8, 3)}))

    text = auditor.get("/console/experts").text

    assert "例示 花子" in text
    assert "大洲市から" in text
    assert "自治体システム調達（レベル4" in text
    assert "空き 5" in text


def test_what_is_promised_is_counted(office: Office, auditor: Browser) -> None:
    """Eight half-days of the standard request."""
    three_experts(office)
    engaged(office, "e01")

    assert "この1年に約束済みの量：4日（半日8回）" in auditor.get("/console/experts").text


def test_interests_are_open_to_those_who_decide_and_audit(office: Office, auditor: Browser) -> None:
    """Kind, company and time."""
    three_experts(office)

    assert "取引先　株式会社見本システムズ（令和8年11月〜）" in auditor.get("/console/experts").text


def test_an_empty_pool_says_so(office: Office, auditor: Browser) -> None:
    """Requests alone do not make experts."""
    a_request(office)

    assert "専門官がまだ登録されていません。" in auditor.get("/console/experts").text


def test_leave_is_told_with_its_end() -> None:
    """The first month with capacity ends it; half-days already promised are no leave."""
    at_work = an_expert(months={month: MonthBook(8, 8) for month in YEAR})
    on_leave = replace(at_work, months={month: MonthBook(0 if month < "2027-04" else 6) for month in YEAR})

    assert absence(at_work, YEAR) == ""
    assert absence(on_leave, YEAR) == "休止中（令和9年4月から稼働）"


def test_who_has_not_begun_or_has_left_is_absent() -> None:
    """The term of office counts as well as the half-days."""
    expert = an_expert(months={month: MonthBook(8) for month in YEAR})

    assert absence(replace(expert, active_from="2027-04"), YEAR) == "休止中（令和9年4月から稼働）"
    assert absence(replace(expert, active_to="2026-10"), YEAR) == "休止中"
