"""Somebody else was first: the page says who did what, shows both, and keeps what was typed for another try."""

from dataclasses import replace

import pytest

from chalicelib.domain.plan import Wishes
from chalicelib.service.adjust_round import adjust_round
from chalicelib.service.office import Office
from chalicelib.service.plan_round import plan_round
from chalicelib.service.reply_to_request import reply_to_request
from chalicelib.service.shortlist_experts import prefer_experts
from chalicelib.service.take_request import take_request
from chalicelib.service.tune_parameters import save_parameters
from chalicelib.service.withdraw_request import cancel_request
from matching import DEFAULT, Weights
from tests.builders import CENTRE, CLERK, SECRETARIAT
from tests.web import sendings
from tests.web.browser import Answer
from tests.web.sendings import Sending

SINCE = "この画面を開いた後に、次のことがありました。"


def request_of(sending: Sending) -> str:
    """The request a form is about."""
    return sending.path.split("/")[-2]


def sent_anew(sending: Sending, page: Answer) -> Answer:
    """The same words from the page that came back, under its version and stamp."""
    fresh = {name: page.fields[name][0] for name in ("version", "csrf")}
    return sending.send({**sending.fields, **fresh})


def test_a_cancellation_that_was_overtaken_keeps_its_reason(office: Office) -> None:
    """The centre has taken the request into review meanwhile; the second try cancels it all the same."""
    sending = sendings.cancellation(office)
    take_request(office, CENTRE, request_of(sending))

    page = sending.send()

    assert page.status == 409
    assert SINCE in page.text
    assert "支援センター：確認を始めました" in page.text
    assert page.fields["cancel_reason"] == ["事業の中止のため。"]
    assert sent_anew(sending, page).status == 303
    assert office.cases.case(request_of(sending)).request.state == "cancelled"


@pytest.mark.parametrize("scene", [sendings.reply, sendings.recall], ids=["reply", "recall"])
def test_a_decision_on_a_page_that_is_no_longer_true_is_shown_what_came_between(
    office: Office, scene: sendings.Scene
) -> None:
    """Nothing is done; who ended the request stands there, and the words typed in vain."""
    sending = scene(office)
    cancel_request(office, SECRETARIAT, request_of(sending), reason="取り違えのため。")

    page = sending.send()

    assert page.status == 409
    assert "事務局：依頼を取り消しました" in page.text
    assert "まだ送られていません" in page.text


def test_a_shortlist_that_was_overtaken_is_asked_for_again(office: Office) -> None:
    """An answer sent meanwhile ends the review."""
    sending = sendings.shortlist(office)
    reply_to_request(office, CENTRE, request_of(sending), reply="answer", remark="こうすればできます。")

    page = sending.send()

    assert page.status == 409
    assert "支援センター：相談に回答しました" in page.text


def test_a_withdrawal_that_was_overtaken_can_be_repeated(office: Office) -> None:
    """The town reads that its request is being looked at, and may still take it back."""
    sending = sendings.withdrawal(office)
    take_request(office, CENTRE, request_of(sending))

    page = sending.send()

    assert page.status == 409
    assert "支援センター：確認を始めました" in page.text
    assert page.fields["reason"] == ["事業を見直すため。"]
    assert sent_anew(sending, page).status == 303
    assert office.cases.case(request_of(sending)).request.state == "withdrawn"


def test_a_withdrawal_that_comes_too_late_is_told_why(office: Office) -> None:
    """The reason stands on the page, to be copied."""
    sending = sendings.withdrawal(office)
    cancel_request(office, SECRETARIAT, request_of(sending), reason="取り違えのため。")

    page = sending.send()

    assert page.status == 409
    assert "事務局：依頼を取り消しました" in page.text
    assert "事業を見直すため。" in page.text


def test_an_order_of_preference_that_was_overtaken_is_kept(office: Office) -> None:
    """A new shortlist came between: the order is not sent, and still in its fields."""
    sending = sendings.preference(office)
    prefer_experts(office, CLERK, request_of(sending), order=("e01",))

    page = sending.send()

    assert page.status == 409
    assert "市町担当者：希望順を決めました" in page.text
    assert page.fields["order-1"] == ["e02"]
    assert sent_anew(sending, page).status == 303
    assert office.cases.case(request_of(sending)).request.preference == ("e02",)


def test_wishes_of_a_round_that_was_planned_anew_stand_beside_those_in_force(office: Office) -> None:
    """Both floors are shown, the typed one still in its field."""
    sending = sendings.adjustment(office)
    adjust_round(office, CENTRE, "R08-M001", wishes=Wishes(floor=700))
    plan_round(office, "R08-M001")

    page = sending.send()

    assert page.status == 409
    assert "支援センター：条件を変えて、計算をやり直しました" in page.text
    assert "70％" in page.text
    assert "80％" in page.text
    assert page.fields["floor"] == ["80"]


def test_parameters_saved_by_somebody_else_stand_beside_those_typed(office: Office) -> None:
    """Value by value, where they differ."""
    sending = sendings.tuning(office)
    theirs = Weights(skill=50, avail=35, place=10, known=5)
    save_parameters(office, SECRETARIAT, parameters=replace(DEFAULT, weights=theirs), reason="試し", version=0)

    page = sending.send()

    assert page.status == 409
    assert "事務局：配点を変えました" in page.text
    assert "あなたの入力" in page.text
    assert page.fields["skill"][-1] == "60"
    assert page.fields["reason"] == ["日程を重くするため。"]
