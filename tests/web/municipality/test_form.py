"""One step of the form: what is refused, and that nothing typed is lost."""

from typing import Any

import pytest

from chalicelib.service.office import Office
from tests.builders import SECURITY, an_expert, engage
from tests.web.browser import Browser
from tests.web.municipality.answers import TYPED, begun, filled, send, the_request

FAULTS: list[tuple[str, dict[str, Any], str, str]] = [
    ("officer", {"officer_name": ""}, "officer_name", "担当者の氏名を入力してください"),
    ("officer", {"officer_name": "内子\n花子"}, "officer_name", "改行せずに"),
    ("officer", {"officer_email": "hanako"}, "officer_email", "soumu@town.example.jp"),
    ("officer", {"officer_telephone": "内線12"}, "officer_telephone", "市外局番から"),
    ("officer", {"agreed_on_month": "13"}, "agreed_on", "実際にある日付"),
    ("officer", {"agreed_on_day": "30"}, "agreed_on", "今日までの日付"),
    ("officer", {"municipalities": ["999999"]}, "municipalities", "一覧にあるもの"),
    ("support", {"kind": "magic"}, "kind", "一覧にあるもの"),
    ("support", {"kind": "outreach"}, "business_partner", "連携する地元事業者を入力"),
    ("support", {"title": "長" * 61}, "title", "60文字まで"),
    ("support", {"situation": "あ" * 2_001}, "situation", "2,000文字まで"),
    ("support", {"category": "plan-99"}, "category", "一覧にあるもの"),
    ("fields", {"fields-1-code": "field-99"}, "fields-1-code", "一覧にあるもの"),
    ("fields", {"fields-1-level": ""}, "fields-1-level", "水準を選んで"),
    ("fields", {"fields-1-code": ""}, "fields-1-code", "分野を選んで"),
    ("fields", {"undecided": "yes"}, "fields", "どちらか一方"),
    ("months", {"months-2026-12": "63"}, "months-2026-12", "0から62まで"),
    ("months", {"months-2026-12": "3000"}, "months-2026-12", "0から62まで"),
    ("months", {"months-2026-12": "二"}, "months-2026-12", "0から62まで"),
    ("months", {"months-2026-12": "0", "months-2027-01": ""}, "months", "半日の回数を入力"),
    ("months", {f"months-2027-{month:02d}": "62" for month in range(1, 6)}, "months", "合計248回まで"),
    ("months", {"months-2026-10": "2"}, "months-2026-10", "過ぎた月"),
    ("months", {"months-2027-11": "2"}, "months-2027-11", "12か月より先"),
    ("months", {"place": "382019"}, "place", "一覧にあるもの"),
    ("months", {"places": "6"}, "places", "1から5まで"),
    ("circumstances", {"wanted": ["e99"]}, "wanted", "一覧にあるもの"),
    ("circumstances", {"wanted": ["e01"], "unwanted": ["e01"]}, "unwanted", "両方に"),
    ("circumstances", {"may_be_shown": ""}, "may_be_shown", "選んでください"),
    ("circumstances", {"vendors": "\n".join(f"架空{n}社" for n in range(21))}, "vendors", "20社まで"),
]


@pytest.mark.parametrize(("step", "typed", "control", "sentence"), FAULTS)
def test_a_fault_is_named_at_its_control(
    clerk: Browser, step: str, typed: dict[str, Any], control: str, sentence: str
) -> None:
    """The page comes again with a summary that leads to the control, and with everything typed."""
    engage(clerk.office, an_expert())
    begun(clerk)
    answer = send(clerk, step, {**TYPED[step], **typed})
    assert answer.status == 422
    assert "<title>エラー：" in answer.text
    assert f'<a href="#{control}">' in answer.text
    assert f'id="{control}"' in answer.text
    assert sentence in answer.text


def test_everything_typed_is_on_the_page_again(clerk: Browser) -> None:
    """Nothing is dropped or tidied on the way, and the page can be sent at once."""
    begun(clerk)
    typed = {**TYPED["months"], "months-2026-12": "９９", "impossible_dates": "1月12日\n1月13日", "mode": "online"}
    answer = send(clerk, "months", typed)
    fields = answer.fields
    assert {name: fields[name] for name in typed} == {name: [value] for name, value in typed.items()}
    assert fields["version"] == [str(the_request(clerk.office).version)]


def test_a_fault_does_not_keep_a_draft_from_being_saved(clerk: Browser) -> None:
    """下書きを保存して閉じる takes anything and leads to the list."""
    request = begun(clerk)
    answer = send(clerk, "support", {"title": "長" * 61}, go="save")
    page = clerk.get(f"/requests/{request.id}/edit/support")
    assert answer.path == "/requests"
    assert page.fields["title"] == ["長" * 61]


def test_an_unticked_box_is_unticked(clerk: Browser) -> None:
    """What a browser does not send is as much an answer as what it sends."""
    begun(clerk)
    send(clerk, "fields", {**TYPED["fields"], "fields-1-mandatory": "yes"})
    send(clerk, "fields")
    assert the_request(clerk.office).typed["fields-1-mandatory"] == ()


def test_a_repeated_field_counts_once(clerk: Browser) -> None:
    """The last value is taken; controls the step does not have are left out."""
    begun(clerk)
    send(clerk, "support", {**TYPED["support"], "title": ["一つ目", "二つ目"], "state": "engaged", "officer_name": "X"})
    request = the_request(clerk.office)
    assert request.title[-3:] == "二つ目"
    assert "state" not in request.typed
    assert request.typed["officer_name"] != ("X",)


def test_a_hundred_thousand_letters_are_refused_and_kept_on_the_page(clerk: Browser) -> None:
    """A text far too long is a fault like any other."""
    begun(clerk)
    answer = send(clerk, "support", {**TYPED["support"], "situation": "a" * 100_000})
    assert answer.status == 422
    assert "2,000文字まで" in answer.text
    assert answer.fields["situation"] == ["a" * 100_000]


def test_more_than_the_store_can_take_is_not_saved(clerk: Browser) -> None:
    """The draft stays as it was, and what was typed stays on the page."""
    before = begun(clerk)
    answer = send(clerk, "support", {**TYPED["support"], "situation": "a" * 250_000})
    assert answer.status == 422
    assert "長すぎて保存できません" in answer.text
    assert the_request(clerk.office) == before


def test_the_same_field_twice_is_a_fault(clerk: Browser) -> None:
    """Each field has one level."""
    begun(clerk)
    twice = {
        f"fields-{row}-{part}": value
        for row in (1, 2)
        for part, value in (("code", SECURITY), ("level", "2"), ("weight", "2"))
    }
    assert "同じ分野が2回" in send(clerk, "fields", twice).text


def test_a_change_link_leads_back_to_the_check_page(clerk: Browser) -> None:
    """変更 on the check page costs one page, not the rest of the form."""
    request = filled(clerk)
    page = clerk.get(f"/requests/{request.id}/edit/support?to=check")
    assert page.fields["to"] == ["check"]
    assert send(clerk, "support", to="check").path == f"/requests/{request.id}/check"


def test_looking_changes_nothing(clerk: Browser, office: Office) -> None:
    """GET and HEAD of every page leave the request as it is."""
    request = filled(clerk)
    for path in ("/requests", *(f"/requests/{request.id}{rest}" for rest in ("", "/check", "/edit/months"))):
        clerk.get(path)
        clerk.send("HEAD", path)
    assert the_request(office) == request


def test_an_unknown_step_is_not_found(clerk: Browser) -> None:
    """The form has five steps."""
    assert clerk.get(f"/requests/{begun(clerk).id}/edit/money").status == 404


def test_the_form_asks_not_to_write_residents_personal_data(clerk: Browser) -> None:
    """It says so where texts are typed."""
    assert "個人情報" in clerk.get(f"/requests/{begun(clerk).id}/edit/support").text
