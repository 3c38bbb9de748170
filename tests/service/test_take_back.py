"""Taking back: one offer recalled, a request withdrawn, a request cancelled."""

from chalicelib.domain.errors import IllegalMove, NotFound, ReasonMissing
from chalicelib.domain.expert import MonthBook
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.counter_offer import counter_offer
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.office import Office
from chalicelib.service.open_offer import open_by_token
from chalicelib.service.recall_offer import recall_offer
from chalicelib.service.save_draft import open_draft
from chalicelib.service.withdraw_request import cancel_request, withdraw_request
from tests.builders import (
    CLERK,
    NEIGHBOUR,
    OZU,
    SECRETARIAT,
    UCHIKO,
    a_request,
    an_expert,
    engage,
    mails,
    memory_office,
)
from tests.service.journeys import last_token, offered, opened_by_link, refused, send_all, states, telling


def two_experts() -> Office:
    """An office with two experts who fit alike."""
    office = memory_office()
    engage(office, an_expert(), an_expert("見本 二郎", email="jiro@experts.example.jp"))
    return office


def test_a_recalled_offer_is_told_to_its_expert_and_the_next_is_proposed() -> None:
    """The link then opens a page that says so."""
    office = two_experts()
    request = a_request(office)
    opened = opened_by_link(office, request, "e01")

    with telling(office, request.id) as told:
        recall_offer(office, SECRETARIAT, request.id, opened.offer.id, reason="依頼の内容が変わった")

    assert told == [("offer_recalled", "ichiro")]
    assert states(office, request) == ("offering", [("e01", "recalled"), ("e02", "proposed")])
    assert open_by_token(office, last_token(office)).offer.state == "recalled"
    assert office.cases.events(request.id)[-1].why == "依頼の内容が変わった"


def test_a_recalled_proposal_is_told_to_nobody() -> None:
    """Nobody had heard of it."""
    office = two_experts()
    request = a_request(office)
    decline_offer(office, opened_by_link(office, request, "e01"))

    with telling(office, request.id) as told:
        recall_offer(office, SECRETARIAT, request.id, f"{request.id}.02")

    assert {notice for notice, _ in told} == {"nobody_found", "nobody_fits"}
    assert states(office, request)[0] == "waiting"


def test_an_answered_offer_cannot_be_recalled() -> None:
    """Nor one that is recalled already, nor one of another case, nor by another town."""
    office = two_experts()
    request = a_request(office)
    accept_offer(office, opened_by_link(office, request, "e01"))

    with refused(office, request.id, IllegalMove):
        recall_offer(office, SECRETARIAT, request.id, f"{request.id}.01")
    with refused(office, request.id, NotFound):
        recall_offer(office, SECRETARIAT, request.id, f"{request.id}.09")
    with refused(office, request.id, NotFound):
        recall_offer(office, NEIGHBOUR, request.id, f"{request.id}.01")


def test_a_draft_is_withdrawn_without_a_word() -> None:
    """Nobody knew of it."""
    office = memory_office()
    draft = open_draft(office, CLERK, {"title": ("題",)})

    with telling(office, draft.id) as told:
        assert withdraw_request(office, CLERK, draft.id).state == "withdrawn"

    assert told == []


def test_a_withdrawal_reaches_town_offices_and_expert() -> None:
    """The offer that was out is taken back."""
    office = two_experts()
    request = a_request(office)
    opened_by_link(office, request, "e01")

    with telling(office, request.id) as told:
        withdraw_request(office, CLERK, request.id, reason="庁内で解決した")

    assert told == [
        ("offer_recalled", "ichiro"),
        ("request_gone", "centre"),
        ("request_gone", "secretariat"),
        ("request_withdrawn", "hanako"),
    ]
    assert states(office, request) == ("withdrawn", [("e01", "recalled")])


def test_an_offer_withdrawn_before_its_mail_left_is_never_mailed() -> None:
    """Its letter is dropped: nobody is asked for what is over."""
    office = two_experts()
    request = a_request(office)
    offered(office, request, "e01")

    withdraw_request(office, CLERK, request.id)
    send_all(office)

    letters = {letter.notice: letter.state for letter in office.letters.about(request.id)}
    assert (letters["offer"], letters["offer_recalled"]) == ("dropped", "sent")
    assert "【要回答" not in "".join(wording.subject for _, wording, _ in mails(office))


def test_a_withdrawal_of_a_half_filled_request_frees_the_half_days() -> None:
    """One of two places was filled, the other had a counter-offer: both experts hear."""
    office = two_experts()
    request = a_request(office, places=2)
    accept_offer(office, opened_by_link(office, request, "e01"))
    counter_offer(office, opened_by_link(office, request, "e02"), months={"2027-02": 2}, note="2月なら")

    with telling(office, request.id) as told:
        withdraw_request(office, CLERK, request.id)

    assert [to for notice, to in told if notice == "offer_recalled"] == ["ichiro", "jiro"]
    assert states(office, request) == ("withdrawn", [("e01", "cancelled"), ("e02", "countered"), ("e02", "recalled")])
    assert office.experts.expert("e01").months["2026-12"] == MonthBook(8, 0)


def test_who_answered_with_conditions_hears_of_a_withdrawal() -> None:
    """The counter-offer had no answer yet; nobody who answered is left wondering."""
    office = two_experts()
    request = a_request(office)
    counter_offer(office, opened_by_link(office, request, "e01"), months={"2027-02": 2}, note="2月なら")

    with telling(office, request.id) as told:
        withdraw_request(office, CLERK, request.id)

    assert ("offer_recalled", "ichiro") in told


def test_what_is_engaged_is_no_longer_withdrawn_but_cancelled() -> None:
    """By the secretariat, with a reason; the expert's half-days are free again for all to see."""
    office = two_experts()
    request = a_request(office, also=(OZU,))
    accept_offer(office, opened_by_link(office, request, "e01"))
    with refused(office, request.id, IllegalMove):
        withdraw_request(office, CLERK, request.id)

    with telling(office, request.id) as told:
        cancel_request(office, SECRETARIAT, request.id, reason="予算の都合")

    assert told == [("offer_recalled", "ichiro"), ("request_cancelled", "hanako")]
    assert states(office, request) == ("cancelled", [("e01", "cancelled")])
    assert office.cases.events(request.id)[-1].why == "予算の都合"
    assert office.experts.expert("e01").months["2026-12"] == MonthBook(8, 0)
    assert office.experts.expert("e01").served == {UCHIKO: 0}
    for watcher in (UCHIKO, OZU, "e01"):
        assert [found.state for found in office.cases.assignments(watcher).rows] == ["cancelled"]


def test_a_cancellation_needs_a_reason_and_a_submitted_request() -> None:
    """Blanks are no reason; a draft is its municipality's own; what is over is over."""
    office = memory_office()
    request = a_request(office)
    draft = open_draft(office, CLERK, {})

    with refused(office, request.id, ReasonMissing):
        cancel_request(office, SECRETARIAT, request.id, reason=" ")
    with refused(office, draft.id, NotFound):
        cancel_request(office, SECRETARIAT, draft.id, reason="重複")
    with refused(office, draft.id, IllegalMove):
        cancel_request(office, CLERK, draft.id, reason="重複")
    cancel_request(office, SECRETARIAT, request.id, reason="重複")
    with refused(office, request.id, IllegalMove):
        cancel_request(office, SECRETARIAT, request.id, reason="重複")


def test_another_towns_request_cannot_be_withdrawn() -> None:
    """There is none, as far as it can tell."""
    office = memory_office()
    request = a_request(office)

    with refused(office, request.id, NotFound):
        withdraw_request(office, NEIGHBOUR, request.id)


def test_a_town_that_takes_part_can_withdraw_a_joint_request() -> None:
    """It is theirs together."""
    office = memory_office()
    request = a_request(office, also=(OZU,))

    assert withdraw_request(office, NEIGHBOUR, request.id).state == "withdrawn"
