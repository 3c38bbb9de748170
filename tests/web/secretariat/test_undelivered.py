"""An offer whose mail did not arrive lies with the secretariat: the page says whom to call and lets it go on."""

import pytest

from chalicelib.domain.errors import MailBusy
from chalicelib.domain.request import Request
from chalicelib.service.office import Office
from tests.builders import a_request, clock, mails
from tests.service.journeys import opened_by_link, send_all, states
from tests.service.mail import bounced, fail, the_letter
from tests.web.browser import Browser
from tests.web.secretariat.steps import path, three_experts
from tests.web.secretariat.test_inbox import tray


@pytest.fixture
def request_(office: Office) -> Request:
    """A request whose offer to 見本 一郎 bounced."""
    three_experts(office)
    request = a_request(office)
    opened_by_link(office, request, "e01")
    bounced(office, the_letter(office, request))
    return request


def offer_of(request: Request) -> str:
    """The id of its offer."""
    return f"{request.id}.01"


def test_the_inbox_puts_it_with_what_there_is_to_do(request_: Request, secretary: Browser) -> None:
    """Not with what waits for an answer."""
    text = secretary.get("/console").text

    assert path(request_) in tray(text, "undelivered")
    assert text.count(path(request_)) == 1


def test_the_page_says_whom_to_call_and_why(request_: Request, centre: Browser) -> None:
    """Name, telephone, address, reason; the address stands in its field, to be corrected."""
    page = centre.get(path(request_))

    assert "見本 一郎さんに打診のメールが届いていません" in page.text
    for words in ("090-0000-0001", "宛先がないか、受け取りを断られました。", "電話の回答を記録する", "メール不達"):
        assert words in page.text
    assert page.fields["email"] == ["ichiro@experts.example.jp"]


def test_an_offer_that_is_on_its_way_is_not_answered_here(office: Office, secretary: Browser) -> None:
    """Its expert has the mail."""
    three_experts(office)
    request = a_request(office)
    opened_by_link(office, request, "e01")

    assert "電話の回答を記録する" not in secretary.get(path(request)).text


@pytest.mark.parametrize(("answer", "state"), [("accept", "accepted"), ("decline", "declined")])
def test_an_answer_by_telephone_counts_like_any_other(
    office: Office, request_: Request, centre: Browser, answer: str, state: str
) -> None:
    """The record names the way it came, and who noted it."""
    fields = {"answered_offer": offer_of(request_), "answer": answer, "answer_note": "電話で伺いました。"}

    page = centre.post(path(request_, "answer"), fields)

    assert "電話の回答を記録しました" in page.text
    assert states(office, request_)[1][0] == ("e01", state)
    offer, event = office.cases.case(request_.id).offers[0], office.cases.events(request_.id)[-1]
    assert (offer.answer_way, offer.answer_note) == ("telephone", "電話で伺いました。")
    assert (event.way, event.facts["noted_by"]) == ("telephone", "u-centre-")


def test_an_answer_must_be_chosen(office: Office, request_: Request, centre: Browser) -> None:
    """Nothing is noted by a click in haste, and the words typed stay."""
    page = centre.post(path(request_, "answer"), {"answered_offer": offer_of(request_), "answer_note": "はい"})

    assert page.status == 422
    assert "電話での回答を選んでください" in page.text
    assert page.fields["answer_note"] == ["はい"]
    assert states(office, request_)[1] == [("e01", "approved")]


def test_a_corrected_address_gets_the_offer_again(office: Office, request_: Request, centre: Browser) -> None:
    """With a clock of its own, and kept for next time; typed in full width or not."""
    fields = {"resent_offer": offer_of(request_), "email": "ｉｃｈｉｒｏ@example.jp"}

    page = centre.post(path(request_, "resend"), fields)
    clock(office).move(hours=1)
    send_all(office)

    assert "送り直します" in page.text
    offer = office.cases.case(request_.id).offers[0]
    assert (offer.state, offer.sent_at, offer.undelivered) == ("sent", office.now(), False)
    assert "ichiro@example.jp" in [to for to, _, _ in mails(office)[-3:]]
    assert office.experts.expert("e01").email == "ichiro@example.jp"
    assert office.cases.events("e01")[-1].what == "expert:address-corrected"


def test_the_same_address_can_be_tried_again(office: Office, request_: Request, centre: Browser) -> None:
    """The mailbox was full, and is not any more."""
    fields = {"resent_offer": offer_of(request_), "email": "ichiro@experts.example.jp"}

    centre.post(path(request_, "resend"), fields)
    send_all(office)

    assert states(office, request_)[1] == [("e01", "sent")]


def test_an_old_bounce_does_not_bring_a_new_letter_back(office: Office, request_: Request, centre: Browser) -> None:
    """What counts is the letter that was sent last."""
    old = the_letter(office, request_)
    clock(office).move(minutes=1)
    fields = {"resent_offer": offer_of(request_), "email": "ichiro@example.jp"}
    centre.post(path(request_, "resend"), fields)
    clock(office).move(minutes=1)
    send_all(office)
    clock(office).move(minutes=1)

    bounced(office, old)

    assert states(office, request_)[1] == [("e01", "sent")]


def test_an_address_that_is_none_is_told_at_its_field(office: Office, request_: Request, centre: Browser) -> None:
    """And stays there as it was typed."""
    page = centre.post(path(request_, "resend"), {"resent_offer": offer_of(request_), "email": "見本"})

    assert page.status == 422
    assert 'href="#email"' in page.text
    assert page.fields["email"] == ["見本"]
    assert office.experts.expert("e01").email == "ichiro@experts.example.jp"


def test_letters_that_are_stuck_stand_in_the_inbox(office: Office, secretary: Browser) -> None:
    """After an hour, with their number and what they are."""
    fail(office, *(MailBusy("slow down") for _ in range(9)))
    request = a_request(office)
    send_all(office)
    assert "送れていないお知らせ" not in secretary.get("/console").text

    clock(office).move(hours=1)
    text = secretary.get("/console").text

    assert "送れていないお知らせが3通あります" in text
    assert f"依頼 {request.number}" in text
