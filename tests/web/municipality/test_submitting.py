"""From an empty form to a submitted request."""

from datetime import date

from chalicelib.domain.request import Kind, Mode
from chalicelib.service.office import Office
from tests.builders import OZU, PROCUREMENT, UCHIKO
from tests.web.browser import Browser
from tests.web.municipality.answers import TYPED, begun, filled, send, submitted, the_request


def test_a_clerk_goes_from_an_empty_form_to_a_number(clerk: Browser) -> None:
    """Each step leads to the next, the last to the check page, and submitting to the confirmation."""
    begun(clerk)
    titles = [send(clerk, step).path.rpartition("/")[2] for step in TYPED]
    request = the_request(clerk.office)
    confirmation = clerk.post(f"/requests/{request.id}/submit", {"version": request.version})
    assert titles == ["support", "fields", "months", "circumstances", "check"]
    assert confirmation.path == f"/requests/{request.id}/submitted"
    assert "R08-0001" in confirmation.text


def test_what_was_typed_becomes_the_content(clerk: Browser) -> None:
    """Numbers, mail and telephone are folded; what people wrote is not."""
    submitted(clerk)
    asked = the_request(clerk.office).asked
    assert asked.officer.email == "hanako@uchiko.example.jp"
    assert asked.officer.telephone == "0893-00-0000"
    assert asked.agreed_on == date(2026, 11, 20)
    assert asked.months == {"2026-12": 4, "2027-01": 4}
    assert (asked.kind, asked.mode, asked.place, asked.places) == (Kind.ACCOMPANIMENT, Mode.EITHER, UCHIKO, 1)
    assert [(field.code, field.level, field.mandatory) for field in asked.fields] == [(PROCUREMENT, 3, False)]
    assert asked.vendors == ("架空ソフト株式会社",)
    assert asked.procurement_near
    assert asked.may_be_shown


def test_names_and_texts_stay_as_they_were_typed(clerk: Browser) -> None:
    """Rare letters, emoji, full-width digits and markup are nobody's to change, and are shown as text."""
    begun(clerk)
    title, name = "𠮷野町との連携🤝１２３", "𠮷田　髙子"
    send(clerk, "officer", {**TYPED["officer"], "officer_name": name})
    send(clerk, "support", {**TYPED["support"], "title": title, "wish": "<script>alert(1)</script>"})
    for step in ("fields", "months", "circumstances"):
        send(clerk, step)
    request = the_request(clerk.office)
    check = clerk.get(f"/requests/{request.id}/check")
    clerk.post(f"/requests/{request.id}/submit", {"version": request.version})
    asked = the_request(clerk.office).asked
    assert (asked.title, asked.officer.name, asked.wish) == (title, name, "<script>alert(1)</script>")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in check.text
    assert "<script>alert" not in check.text


def test_the_check_page_says_what_a_level_and_a_weight_mean(clerk: Browser) -> None:
    """A number alone tells nobody how much is asked of the expert."""
    request = filled(clerk)

    assert "水準3（一人でできる）・重み3（重要）" in clerk.get(f"/requests/{request.id}/check").text


def test_a_joint_request_stands_in_the_lists_of_all_who_take_part(clerk: Browser) -> None:
    """The asking municipality comes first, those that join after it."""
    begun(clerk)
    for step in TYPED:
        send(clerk, step, {**TYPED[step], "municipalities": [OZU]})
    request = the_request(clerk.office)
    clerk.post(f"/requests/{request.id}/submit", {"version": request.version})
    assert the_request(clerk.office).municipalities == (UCHIKO, OZU)
    assert [row.id for row in clerk.office.cases.rows(OZU).rows] == [request.id]


def test_undecided_fields_are_an_answer(clerk: Browser) -> None:
    """分からない submits a request without fields."""
    begun(clerk)
    for step in TYPED:
        send(clerk, step, {"undecided": "yes"} if step == "fields" else None)
    request = the_request(clerk.office)
    clerk.post(f"/requests/{request.id}/submit", {"version": request.version})
    assert the_request(clerk.office).asked.fields == ()


def test_sent_twice_is_submitted_once(clerk: Browser) -> None:
    """The second click leads to the request, not to an error."""
    submitted(clerk)
    request = the_request(clerk.office)
    again = clerk.post(f"/requests/{request.id}/submit", {"version": request.version})
    assert again.path == f"/requests/{request.id}"
    assert the_request(clerk.office).version == request.version


def test_an_incomplete_draft_lists_all_its_faults_with_their_steps(clerk: Browser) -> None:
    """Nothing is submitted; each fault leads to its control."""
    request = begun(clerk)
    send(clerk, "officer")
    answer = clerk.post(f"/requests/{request.id}/submit", {"version": 2})
    assert answer.status == 422
    assert "<title>エラー：" in answer.text
    assert f"/requests/{request.id}/edit/support?to=check#title" in answer.text
    assert f"/requests/{request.id}/edit/months?to=check#months" in answer.text
    assert '/edit/officer?to=check#officer_name">担当者の氏名を' not in answer.text
    assert the_request(clerk.office).state == "draft"


def test_a_change_by_a_colleague_is_looked_at_before_it_is_submitted(clerk: Browser) -> None:
    """What was not on the page that was confirmed is not submitted."""
    request = filled(clerk)
    send(clerk, "support", {**TYPED["support"], "title": "同僚が直した名前"})
    answer = clerk.post(f"/requests/{request.id}/submit", {"version": request.version})
    assert answer.status == 409
    assert "ほかの方が内容を変更しました" in answer.text
    assert "同僚が直した名前" in answer.text
    assert the_request(clerk.office).state == "draft"


def test_a_month_that_passed_while_the_draft_lay_is_named(clerk: Browser, office: Office) -> None:
    """A draft of last month cannot be submitted before its month is cleared."""
    begun(clerk)
    for step in TYPED:
        send(clerk, step, {**TYPED[step], "months-2026-10": "2"})
    page = clerk.get(f"/requests/{the_request(office).id}/edit/months?to=check")
    assert "過ぎた月です" in page.text
    assert page.fields["months-2026-10"] == ["2"]


def test_the_confirmation_is_for_submitted_requests_only(clerk: Browser) -> None:
    """A draft has none."""
    request = begun(clerk)
    assert clerk.get(f"/requests/{request.id}/submitted").status == 404
