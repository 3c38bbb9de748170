"""Replying, recalling and cancelling on the review page: what each does, and what it says when it cannot."""

import pytest

from chalicelib.service.office import Office
from chalicelib.service.take_request import take_request
from tests.builders import CENTRE, a_request
from tests.service.journeys import states
from tests.web.browser import Browser
from tests.web.secretariat.steps import approve, declined, engaged, in_review, ordered, path, three_experts


def test_more_than_a_record_can_hold_is_refused_and_kept(office: Office, secretary: Browser) -> None:
    """A hundred thousand characters come back as they were typed."""
    three_experts(office)
    request, typed = in_review(office), "長" * 99_999 + "𠮷"

    page = secretary.post(path(request, "reply"), {"reply": "return", "remark": typed})

    assert page.status == 422
    assert "2,000文字までで入力してください（いまは100,000文字です）" in page.text
    assert page.fields["remark"] == [typed]
    assert states(office, request) == ("in_review", [])


@pytest.mark.parametrize(("reply", "state"), [("return", "returned"), ("answer", "answered"), ("refer", "referred")])
def test_the_municipality_gets_its_reply(office: Office, secretary: Browser, reply: str, state: str) -> None:
    """The words typed are on the page, and on their way."""
    request = in_review(office)

    page = secretary.post(path(request, "reply"), {"reply": reply, "remark": "対象の業務を教えてください。"})

    assert "市町に返事を送ります。" in page.text
    assert "対象の業務を教えてください。" in page.text
    assert states(office, request) == (state, [])


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"remark": "文章だけ"}, "返事の種類を選んでください"),
        ({"reply": "delete", "remark": "文章だけ"}, "返事の種類を選んでください"),
        ({"reply": "answer", "remark": " 　\n"}, "相談への回答を入力してください"),
        ({"reply": "answer"}, "相談への回答を入力してください"),
    ],
)
def test_half_a_reply_is_not_sent(office: Office, centre: Browser, fields: dict[str, str], message: str) -> None:
    """What is missing is named, what was typed is kept, and the panel stands open."""
    request = in_review(office)

    page = centre.post(path(request, "reply"), fields)

    assert page.status == 422
    assert message in page.text
    assert page.fields["remark"] == [fields.get("remark", "")]
    assert '<details class="panel" open>' in page.text
    assert states(office, request) == ("in_review", [])


def test_a_reply_to_what_a_colleague_has_settled_is_not_lost(office: Office, centre: Browser) -> None:
    """The field is gone, but the words stand on the page, ready to be copied."""
    request = in_review(office)
    sent = {"reply": "return", "remark": "先に送った質問"}
    centre.post(path(request, "reply"), sent)

    page = centre.post(path(request, "reply"), {"reply": "answer", "remark": "書きかけの長い回答"})

    assert page.status == 409
    assert "いまの状態ではこの操作はできません" in page.text
    assert "書きかけの長い回答" in page.text
    assert "先に送った質問" in page.text


def test_two_colleagues_take_a_request_and_the_second_is_told(office: Office, centre: Browser) -> None:
    """No error page, the request as it stands."""
    request = a_request(office)
    take_request(office, CENTRE, request.id)

    page = centre.post(path(request, "take"))

    assert page.status == 409
    assert "このページは、最新の内容です。" in page.text


def test_a_sent_offer_is_recalled_and_the_next_candidate_proposed(office: Office, secretary: Browser) -> None:
    """With the reason that the expert is told."""
    three_experts(office)
    request = ordered(office, "e01")
    approve(secretary, request, "e01")
    offer = office.cases.case(request.id).offers[-1]

    secretary.post(path(request, "recall"), {"offer": offer.id, "recall_reason": "日程が変わったため"})

    assert states(office, request) == ("offering", [("e01", "recalled"), ("e02", "proposed")])
    assert office.cases.events(request.id)[-1].why == "日程が変わったため"


def test_a_proposal_can_be_passed_over(office: Office, secretary: Browser) -> None:
    """The one after is proposed, and nobody is asked."""
    three_experts(office)
    request = declined(office, "e01", "都合が合いません。")
    proposal = office.cases.case(request.id).offers[-1]

    secretary.post(path(request, "recall"), {"offer": proposal.id})

    assert states(office, request)[1][1:] == [("e02", "recalled"), ("e03", "proposed")]


def test_another_requests_offer_cannot_be_recalled_from_here(office: Office, secretary: Browser) -> None:
    """It is not found under this request."""
    three_experts(office)
    here, there = ordered(office, "e01"), ordered(office, "e01")
    approve(secretary, there, "e01")
    offer = office.cases.case(there.id).offers[-1]

    assert secretary.post(path(here, "recall"), {"offer": offer.id}).status == 404
    assert states(office, there) == ("offering", [("e01", "approved")])


def test_cancelling_needs_a_reason(office: Office, secretary: Browser) -> None:
    """Also, and most of all, once an expert is engaged."""
    three_experts(office)
    request = engaged(office, "e01")

    page = secretary.post(path(request, "cancel"), {"cancel_reason": ""})
    secretary.post(path(request, "cancel"), {"cancel_reason": "事業の中止のため"})

    assert page.status == 422
    assert "依頼を取り消す理由を入力してください" in page.text
    assert states(office, request) == ("cancelled", [("e01", "cancelled")])
