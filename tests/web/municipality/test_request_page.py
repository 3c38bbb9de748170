"""One request's page in each of its states."""

import pytest

from chalicelib.domain.identity import Role
from chalicelib.domain.request import Request
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.approve_offer import approve_offer
from chalicelib.service.office import Office
from chalicelib.service.open_offer import OpenedOffer
from chalicelib.service.reply_to_request import reply_to_request
from chalicelib.service.shortlist_experts import shortlist_experts
from chalicelib.service.take_request import take_request
from chalicelib.service.withdraw_request import withdraw_request
from tests.builders import CLERK, OZU, SECRETARIAT, UCHIKO, a_request, an_expert, engage
from tests.web.browser import Browser
from tests.web.municipality.answers import begun, send, the_request


@pytest.fixture
def shortlisted(office: Office) -> Request:
    """A request of Uchiko with two candidates to put in order."""
    engage(office, an_expert("見本 一郎"), an_expert("例示 花子"))
    request = a_request(office)
    take_request(office, SECRETARIAT, request.id)
    return shortlist_experts(office, SECRETARIAT, request.id)


def engaged(office: Office, request: Request) -> Request:
    """The same, its first expert having accepted."""
    offer = approve_offer(office, SECRETARIAT, request.id, expert_id="e01", reason="至急のため")
    opened = OpenedOffer(office.cases.case(request.id), offer, office.experts.expert("e01"), "link")
    accept_offer(office, opened)
    return office.cases.case(request.id).request


def test_a_submitted_request_says_who_acts_next_and_what_happened(clerk: Browser, office: Office) -> None:
    """State, next actor, content, event and the delivery of its mail stand on one page."""
    request = a_request(office)
    page = clerk.get(f"/requests/{request.id}")
    for words in (
        "受付済み",
        "事務局（受付・確認）",
        request.title,
        "依頼を提出しました",
        "担当者へのメール",
        "送信待ち",
    ):
        assert words in page.text


def test_a_returned_request_shows_the_question_and_can_be_edited(clerk: Browser, office: Office) -> None:
    """A request that came without the form is filled in from its content, and submitted again under its number."""
    request = a_request(office)
    take_request(office, SECRETARIAT, request.id)
    reply_to_request(office, SECRETARIAT, request.id, reply="return", remark="予算の時期はいつですか")
    page, step = clerk.get(f"/requests/{request.id}"), clerk.get(f"/requests/{request.id}/edit/support")
    assert "予算の時期はいつですか" in page.text
    assert "予算の時期はいつですか" in step.text
    assert step.fields["situation"] == [request.asked.situation]
    send(clerk, "officer")
    clerk.post(f"/requests/{request.id}/submit", {"version": the_request(office).version})
    assert (the_request(office).state, the_request(office).number) == ("submitted", request.number)


def test_candidates_are_shown_with_their_reasons(clerk: Browser, shortlisted: Request) -> None:
    """Names, points and the sentences of the stored receipt."""
    page = clerk.get(f"/requests/{shortlisted.id}")
    for words in ("見本 一郎さん", "例示 花子さん", "自治体システム調達：レベル4", "点"):
        assert words in page.text


def test_the_municipality_puts_candidates_in_order(clerk: Browser, office: Office, shortlisted: Request) -> None:
    """The order is kept, and stands in the form from then on."""
    page = clerk.post(f"/requests/{shortlisted.id}/preference", {"order-1": "e02", "order-2": ""})
    assert office.cases.case(shortlisted.id).request.preference == ("e02",)
    assert page.fields["order-1"] == ["e02"]


@pytest.mark.parametrize("order", [{}, {"order-1": "e01", "order-2": "e01"}, {"order-1": "e99"}])
def test_an_order_that_makes_no_sense_is_refused(
    clerk: Browser, office: Office, shortlisted: Request, order: dict[str, str]
) -> None:
    """Nothing chosen, somebody twice, somebody else: the page comes again, nothing is changed."""
    answer = clerk.post(f"/requests/{shortlisted.id}/preference", order)
    assert answer.status == 422
    assert '<a href="#order">' in answer.text
    assert office.cases.case(shortlisted.id).request == shortlisted


def test_the_expert_who_comes_has_months_and_cost(clerk: Browser, office: Office, shortlisted: Request) -> None:
    """Name, half-days and what each pays."""
    request = engaged(office, shortlisted)
    page = clerk.get(f"/requests/{request.id}")
    for words in ("派遣決定", "見本 一郎さん", "令和8年12月　2日（半日4回）", "内子町", "100,000円", "承諾"):
        assert words in page.text


def test_the_whole_history_has_a_page_of_its_own(clerk: Browser, office: Office, shortlisted: Request) -> None:
    """Every event with its mails, whatever the request's page had no room for."""
    page = clerk.get(f"/requests/{shortlisted.id}?view=history")
    for words in ("候補を選びました", "依頼を提出しました", "担当者へのメール"):
        assert words in page.text


def test_a_request_is_withdrawn_after_being_asked_once_more(clerk: Browser, office: Office) -> None:
    """The link asks, the button does; the reason is kept."""
    request = a_request(office)
    asked = clerk.get(f"/requests/{request.id}?view=withdraw")
    page = clerk.post(f"/requests/{request.id}/withdraw", {"reason": "町の予算がなくなったため"})
    assert "取り下げますか" in asked.text
    assert the_request(office).state == "withdrawn"
    assert "町の予算がなくなったため" in page.text


def test_a_long_reason_comes_back(clerk: Browser, office: Office) -> None:
    """It is refused with all of it on the page, and the request stays."""
    request = a_request(office)
    answer = clerk.post(f"/requests/{request.id}/withdraw", {"reason": "長" * 2_001})
    assert answer.status == 422
    assert answer.fields["reason"] == ["長" * 2_001]
    assert the_request(office).state == "submitted"


def test_an_engaged_request_cannot_be_withdrawn(clerk: Browser, office: Office, shortlisted: Request) -> None:
    """There is no link, and the page behind it says that it is too late."""
    request = engaged(office, shortlisted)
    assert "view=withdraw" not in clerk.get(f"/requests/{request.id}").text
    assert clerk.get(f"/requests/{request.id}?view=withdraw").status == 409
    assert clerk.post(f"/requests/{request.id}/withdraw").status == 409


def test_a_withdrawn_request_cannot_be_edited(clerk: Browser, office: Office) -> None:
    """Its form and its check page are closed."""
    request = begun(clerk)
    withdraw_request(office, CLERK, request.id)
    assert clerk.get(f"/requests/{request.id}/edit/officer").status == 409
    assert clerk.get(f"/requests/{request.id}/check").status == 409


@pytest.mark.parametrize("rest", ["", "?view=history", "?view=withdraw", "/check", "/edit/officer", "/submitted"])
def test_another_towns_request_is_not_found(office: Office, rest: str) -> None:
    """As if there were none."""
    request = a_request(office, of=OZU)
    clerk = Browser(office).sign_in(Role.MUNICIPALITY, municipality=UCHIKO)
    assert clerk.get(f"/requests/{request.id}{rest}").status == 404


@pytest.mark.parametrize("rest", ["/edit/officer", "/submit", "/preference", "/withdraw"])
def test_another_towns_request_is_not_changed(office: Office, rest: str) -> None:
    """Nor by sending a form."""
    request = a_request(office, of=OZU)
    clerk = Browser(office).sign_in(Role.MUNICIPALITY, municipality=UCHIKO)
    answer = clerk.post(f"/requests/{request.id}{rest}", {"order-1": "e01", "version": "1"})
    assert answer.status == 404
    assert office.cases.case(request.id).request == request


def test_a_joint_request_is_seen_by_the_one_that_joined(clerk: Browser, office: Office) -> None:
    """Both names stand on the page."""
    request = a_request(office, of=OZU, also=(UCHIKO,))
    assert "大洲市、内子町" in clerk.get(f"/requests/{request.id}").text
