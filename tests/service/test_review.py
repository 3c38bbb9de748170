"""A review: taken, answered in words, or shortlisted."""

from typing import get_args

import pytest

from chalicelib.domain.errors import IllegalMove, InvalidContent, NotFound, ReasonMissing
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.reply_to_request import Reply, reply_to_request
from chalicelib.service.shortlist_experts import LENGTH, prefer_experts, shortlist_experts
from chalicelib.service.take_request import take_request
from tests.builders import CLERK, NEIGHBOUR, SECRETARIAT, a_request, an_expert, engage, memory_office
from tests.service.journeys import opened_by_link, refused, states, telling

REPLIES = {"return": "returned", "answer": "answered", "refer": "referred"}


def test_taking_a_request_tells_nobody() -> None:
    """It is only marked, and only once."""
    office = memory_office()
    request = a_request(office)

    with telling(office, request.id) as told:
        assert take_request(office, SECRETARIAT, request.id).state == "in_review"

    assert told == []
    with refused(office, request.id, IllegalMove):
        take_request(office, SECRETARIAT, request.id)


@pytest.mark.parametrize("reply", get_args(Reply))
def test_a_reply_ends_the_review_and_goes_to_the_officer(reply: Reply) -> None:
    """In the secretariat's own words, which stay with the request."""
    office = memory_office()
    request = a_request(office)
    take_request(office, SECRETARIAT, request.id)

    with telling(office, request.id) as told:
        replied = reply_to_request(office, SECRETARIAT, request.id, reply=reply, remark="電話で伺いました")

    assert (replied.state, replied.remark) == (REPLIES[reply], "電話で伺いました")
    assert told == [(f"request_{REPLIES[reply]}", "hanako")]
    event = office.cases.events(request.id)[-1]
    assert (event.what, event.why) == (f"request:{REPLIES[reply]}", "電話で伺いました")


@pytest.mark.parametrize("reply", get_args(Reply))
def test_a_reply_needs_words(reply: Reply) -> None:
    """Blanks are none."""
    office = memory_office()
    request = a_request(office)
    take_request(office, SECRETARIAT, request.id)

    with refused(office, request.id, ReasonMissing):
        reply_to_request(office, SECRETARIAT, request.id, reply=reply, remark=" 　\n")


@pytest.mark.parametrize("reply", get_args(Reply))
def test_what_an_expert_has_accepted_is_not_sent_back(reply: Reply) -> None:
    """One of two places is filled and nobody is left for the other: the review goes on with that assignment."""
    office = memory_office()
    engage(office, an_expert(), an_expert("見本 二郎", email="jiro@experts.example.jp"))
    request = a_request(office, places=2)
    accept_offer(office, opened_by_link(office, request, "e01"))
    decline_offer(office, opened_by_link(office, request, "e02"))
    take_request(office, SECRETARIAT, request.id)

    with refused(office, request.id, IllegalMove):
        reply_to_request(office, SECRETARIAT, request.id, reply=reply, remark="規模を教えてください")


def test_the_shortlist_is_shown_to_the_municipality() -> None:
    """The best by rank, no more than fit a page, and an invitation to put them in order."""
    office = memory_office()
    engage(office, *(an_expert(f"見本 {place}") for place in range(LENGTH + 2)))
    request = a_request(office)
    take_request(office, SECRETARIAT, request.id)

    with telling(office, request.id) as told:
        shortlisted = shortlist_experts(office, SECRETARIAT, request.id)

    assert shortlisted.shortlist == ("e01", "e02", "e03", "e04", "e05")
    assert told == [("candidates_ready", "hanako")]
    assert shortlisted.receipt_id
    assert office.cases.receipt(request.id, shortlisted.receipt_id).document["ranking"]["ranked"]


def test_where_nobody_fits_the_request_waits_and_both_sides_hear_why() -> None:
    """The reasons are on record, without a name."""
    office = memory_office()
    engage(office, an_expert(active_to="2026-11"))
    request = a_request(office)
    take_request(office, SECRETARIAT, request.id)

    with telling(office, request.id) as told:
        waiting = shortlist_experts(office, SECRETARIAT, request.id)

    assert waiting.state == "waiting"
    assert told == [("nobody_fits", "centre"), ("nobody_fits", "secretariat"), ("nobody_found", "hanako")]
    assert waiting.remark
    assert "見本" not in waiting.remark


def test_a_waiting_request_is_taken_up_again() -> None:
    """Once somebody who fits is there, the same request goes on."""
    office = memory_office()
    request = a_request(office)
    take_request(office, SECRETARIAT, request.id)
    shortlist_experts(office, SECRETARIAT, request.id)
    engage(office, an_expert())

    take_request(office, SECRETARIAT, request.id)

    assert shortlist_experts(office, SECRETARIAT, request.id).shortlist == ("e01",)


def test_the_municipality_puts_the_candidates_in_order() -> None:
    """Also twice: the last order counts, and nobody is told."""
    office = memory_office()
    engage(office, *(an_expert(f"見本 {place}") for place in range(3)))
    request = a_request(office)
    take_request(office, SECRETARIAT, request.id)
    shortlist_experts(office, SECRETARIAT, request.id)
    prefer_experts(office, CLERK, request.id, order=("e02",))

    with telling(office, request.id) as told:
        preferred = prefer_experts(office, CLERK, request.id, order=("e03", "e01"))

    assert (preferred.preference, preferred.state, told) == (("e03", "e01"), "shortlisted", [])


@pytest.mark.parametrize("order", [(), ("e01", "e01"), ("e01", "e09")], ids=str)
def test_an_order_that_is_none_is_refused(order: tuple[str, ...]) -> None:
    """Nobody, somebody twice, somebody who is not on the list."""
    office = memory_office()
    engage(office, an_expert())
    request = a_request(office)
    take_request(office, SECRETARIAT, request.id)
    shortlist_experts(office, SECRETARIAT, request.id)

    with refused(office, request.id, InvalidContent):
        prefer_experts(office, CLERK, request.id, order=order)


def test_another_town_knows_nothing_of_the_request() -> None:
    """Whatever it tries, there is no such request."""
    office = memory_office()
    engage(office, an_expert())
    request = a_request(office)

    with refused(office, request.id, NotFound):
        take_request(office, NEIGHBOUR, request.id)
    with refused(office, request.id, NotFound):
        prefer_experts(office, NEIGHBOUR, request.id, order=("e01",))
    with refused(office, request.id, NotFound):
        reply_to_request(office, NEIGHBOUR, request.id, reply="answer", remark="x")
    assert states(office, request) == ("submitted", [])
