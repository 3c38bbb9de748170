"""Approving an offer on the review page: what it does, what needs a reason, and what cannot be done."""

import pytest

from chalicelib.service.keep_experts import set_capacity
from chalicelib.service.next_candidate import ASKED
from chalicelib.service.office import Office
from chalicelib.service.recall_offer import recall_offer
from chalicelib.service.take_request import take_request
from tests.builders import MONTHS, SECRETARIAT, a_request, an_expert, engage
from tests.service.journeys import states
from tests.web.browser import Browser
from tests.web.secretariat.steps import VENDOR, approve, declined, ordered, path, shortlisted, three_experts


def test_a_request_is_taken_shortlisted_and_offered(office: Office, secretary: Browser) -> None:
    """Three presses of a button, each confirmed."""
    three_experts(office)
    request = a_request(office)

    assert "確認を始めました。" in secretary.post(path(request, "take")).text
    assert "候補の順位を確定し、市町にお知らせします。" in secretary.post(path(request, "shortlist")).text
    request = office.cases.case(request.id).request
    page = approve(secretary, request, "e01", reason="年度内に始めるため")

    assert "打診を承認しました。" in page.text
    assert states(office, request) == ("offering", [("e01", "approved")])


def test_candidates_are_chosen_anew_while_nobody_has_been_asked(office: Office, secretary: Browser) -> None:
    """Who has been booked since is gone, and with the old candidates the order that the municipality gave them."""
    three_experts(office)
    request = ordered(office, "e01", "e03")
    set_capacity(office, SECRETARIAT, "e01", months=dict.fromkeys(MONTHS, 0))

    assert "候補を選び直す" in secretary.get(path(request)).text
    secretary.post(path(request, "shortlist"), {"version": request.version})

    chosen = office.cases.case(request.id).request
    assert (chosen.state, chosen.shortlist, chosen.preference) == ("shortlisted", ("e02", "e03"), ())


def test_candidates_who_have_all_been_booked_leave_the_request_waiting(office: Office, secretary: Browser) -> None:
    """Both sides are told why, and the review can begin again."""
    three_experts(office)
    request = ordered(office, "e01", "e03")
    for expert_id in ("e01", "e02", "e03"):
        set_capacity(office, SECRETARIAT, expert_id, months=dict.fromkeys(MONTHS, 0))

    page = secretary.post(path(request, "shortlist"), {"version": request.version})

    assert states(office, request) == ("waiting", [])
    assert "確認を再開する" in page.text
    assert {letter.notice for letter in office.letters.about(request.id)} >= {"nobody_found", "nobody_fits"}


def test_who_said_no_is_a_candidate_again_only_where_the_secretariat_says_so(
    office: Office, secretary: Browser
) -> None:
    """The one who is left is shown alone; whoever was ticked comes back in the place that the ranking gives."""
    three_experts(office)
    request = declined(office, "e01", "年度末のため")
    for proposal in office.cases.case(request.id).in_state("proposed"):
        for expert_id in ("e02", "e03"):
            set_capacity(office, SECRETARIAT, expert_id, months=dict.fromkeys(MONTHS, 0))
        recall_offer(office, SECRETARIAT, request.id, proposal.id, reason="予定が変わったため")
    assert states(office, request)[0] == "waiting"
    request = take_request(office, SECRETARIAT, request.id)

    page = secretary.post(path(request, "shortlist"), {"version": request.version})
    assert "候補になる人がいないため、候補待ちにしました。" in page.text
    assert ASKED in office.cases.case(request.id).request.remark

    request = take_request(office, SECRETARIAT, request.id)
    assert "もう一度候補に含める人" in secretary.get(path(request)).text
    secretary.post(path(request, "shortlist"), {"version": request.version, "again": "e01"})
    assert office.cases.case(request.id).request.shortlist == ("e01",)


def test_the_municipalitys_first_choice_needs_no_reason(office: Office, secretary: Browser) -> None:
    """The form on that card holds all there is to send."""
    three_experts(office)
    request = ordered(office, "e02", "e01")

    approve(secretary, request, "e02")

    assert states(office, request) == ("offering", [("e02", "approved")])


def test_choosing_another_without_a_reason_asks_for_it(office: Office, secretary: Browser) -> None:
    """The choice stays; nothing has happened."""
    three_experts(office)
    request = ordered(office, "e02", "e01")

    page = approve(secretary, request, "e01", reason="　 ")

    assert page.status == 422
    assert "<title>エラー：" in page.text
    assert "次の候補と別の人を選ぶ理由を入力してください" in page.text
    assert page.fields["expert"] == ["e02", "e01"]
    assert states(office, request) == ("shortlisted", [])


def test_not_waiting_for_the_municipality_needs_a_reason(office: Office, secretary: Browser) -> None:
    """Even for the best candidate."""
    three_experts(office)
    request = shortlisted(office)

    page = approve(secretary, request, "e01")

    assert page.status == 422
    assert "市町の希望順を待たずに打診する理由を入力してください" in page.text


def test_the_reason_of_another_choice_is_on_record(office: Office, secretary: Browser) -> None:
    """In the trail and beside the offer, as it was typed."""
    three_experts(office)
    request = ordered(office, "e02", "e01")

    approve(secretary, request, "e01", reason="現地の事情に詳しいため😀")

    assert office.cases.events(request.id)[-1].why == "現地の事情に詳しいため😀"
    assert "現地の事情に詳しいため😀" in secretary.get(path(request)).text


def test_a_conflict_is_overridden_only_by_ticking_the_box(office: Office, secretary: Browser) -> None:
    """A reason alone is not enough."""
    three_experts(office)
    request = ordered(office, "e01", vendors=(VENDOR,))

    refused = approve(secretary, request, "e03", reason="ほかに適任がいないため")
    approve(secretary, request, "e03", reason="ほかに適任がいないため", override="conflict")

    assert refused.status == 422
    assert "この人には打診できません：利害関係がある" in refused.text
    assert refused.fields["reason"] == ["ほかに適任がいないため"]
    assert states(office, request) == ("offering", [("e03", "approved")])


def test_a_conflict_without_a_reason_is_not_overridden(office: Office, secretary: Browser) -> None:
    """The ticked box stays ticked."""
    three_experts(office)
    request = ordered(office, "e01", vendors=(VENDOR,))

    page = approve(secretary, request, "e03", override="conflict")

    assert page.status == 422
    assert page.fields["override"] == ["conflict"]
    assert states(office, request) == ("shortlisted", [])


@pytest.mark.parametrize("rule", ["level", "area", "capacity", "no-such-rule"])
def test_other_rules_cannot_be_overridden(office: Office, secretary: Browser, rule: str) -> None:
    """What the form does not offer, an edited form does not get either."""
    engage(office, an_expert(), an_expert("雛形 みどり", months={}))
    request = ordered(office, "e01")

    page = approve(secretary, request, "e02", reason="急ぐため", override=["conflict", "cap", rule])

    assert page.status == 422
    assert states(office, request) == ("shortlisted", [])


def test_beyond_the_cap_the_page_asks_for_consent(office: Office, secretary: Browser) -> None:
    """Twenty-four half-days a project are the cap; thirty-two need a tick and a reason."""
    months = {"2026-12": 8, "2027-01": 8, "2027-02": 8, "2027-03": 8}
    three_experts(office)
    request = ordered(office, "e01", months=months)

    page = approve(secretary, request, "e01")
    approve(secretary, request, "e01", reason="県の重点事業のため", override="cap")

    assert page.status == 422
    assert "1件の依頼の上限は12日（半日24回）ですが、16日（半日32回）になります。" in page.text
    assert 'value="cap"' in page.text
    assert states(office, request) == ("offering", [("e01", "approved")])


def test_a_stale_page_shows_the_newest_state_and_keeps_what_was_typed(office: Office, secretary: Browser) -> None:
    """Both versions are before the reader: the request as it is now, and the words not sent."""
    three_experts(office)
    stale = shortlisted(office)
    ordered_meanwhile = office.cases.case(stale.id).request
    secretary.post(path(stale, "cancel"), {"cancel_reason": "重複のため"})

    page = approve(secretary, ordered_meanwhile, "e01", reason="前の画面で入力した理由")

    assert page.status == 409
    assert "ほかの方が先に更新しました" in page.text
    assert "前の画面で入力した理由" in page.text
    assert "取消し" in page.text
    assert states(office, stale) == ("cancelled", [])


def test_a_stale_form_can_be_sent_again_from_the_page_it_comes_back_on(office: Office, secretary: Browser) -> None:
    """The new page carries the new version and the typed reason."""
    three_experts(office)
    request = ordered(office, "e02", "e01")

    page = secretary.post(
        path(request, "approve"), {"expert": "e01", "version": request.version - 1, "reason": "適任のため"}
    )
    sent = {"expert": "e01", "version": page.fields["version"][-1], "reason": page.fields["reason"][-1]}
    secretary.post(path(request, "approve"), sent)

    assert page.status == 409
    assert states(office, request) == ("offering", [("e01", "approved")])


@pytest.mark.parametrize("version", ["", "x", "²", "-1", "9" * 5_000])
def test_a_version_no_page_of_ours_sends_approves_nothing(office: Office, secretary: Browser, version: str) -> None:
    """It is treated as a page that is out of date."""
    three_experts(office)
    request = ordered(office, "e01")

    page = secretary.post(path(request, "approve"), {"expert": "e01", "version": version})

    assert page.status == 409
    assert states(office, request) == ("shortlisted", [])


def test_nobody_chosen_is_a_fault_of_the_form(office: Office, secretary: Browser) -> None:
    """The reason typed stays."""
    three_experts(office)
    request = ordered(office, "e01")

    page = secretary.post(path(request, "approve"), {"version": request.version, "reason": "急ぐため"})

    assert page.status == 422
    assert "打診する人を選んでください" in page.text
    assert page.fields["reason"] == ["急ぐため"]


def test_repeated_fields_count_once(office: Office, secretary: Browser) -> None:
    """The last one does, as everywhere."""
    three_experts(office)
    request = ordered(office, "e02", "e01")

    secretary.post(path(request, "approve"), {"expert": ["e01", "e02"], "version": request.version})

    assert states(office, request) == ("offering", [("e02", "approved")])


def test_an_expert_nobody_knows_is_not_found(office: Office, secretary: Browser) -> None:
    """And nothing is changed."""
    three_experts(office)
    request = ordered(office, "e01")

    assert approve(secretary, request, "e99", reason="急ぐため").status == 404
    assert states(office, request) == ("shortlisted", [])


def test_the_same_expert_is_not_asked_for_two_places(office: Office, secretary: Browser) -> None:
    """One person cannot fill both, whatever an edited form says."""
    three_experts(office)
    request = ordered(office, "e01", places=2)
    approve(secretary, request, "e01")
    again = office.cases.case(request.id).request

    page = approve(secretary, again, "e01", reason="急ぐため")

    assert page.status == 422
    assert "すでに打診中か派遣が決まっている" in page.text
    assert states(office, request) == ("offering", [("e01", "approved")])


def test_no_more_are_asked_than_there_are_places(office: Office, secretary: Browser) -> None:
    """The page says that the place is taken meanwhile."""
    three_experts(office)
    request = ordered(office, "e01")
    approve(secretary, request, "e01")
    again = office.cases.case(request.id).request

    page = approve(secretary, again, "e02", reason="二人目が欲しいため")

    assert page.status == 409
    assert "募集している人数に達しています" in page.text
    assert "二人目が欲しいため" in page.text
