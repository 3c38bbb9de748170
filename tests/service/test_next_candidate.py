"""Who is proposed next when an offer ended: never asked by itself, never twice."""

from chalicelib.domain.errors import IllegalMove
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.approve_offer import approve_offer, offer_directly
from chalicelib.service.counter_offer import counter_offer
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.keep_experts import set_capacity
from chalicelib.service.next_candidate import ASKED
from chalicelib.service.office import Office
from chalicelib.service.recall_offer import recall_offer
from chalicelib.service.shortlist_experts import prefer_experts, shortlist_experts
from chalicelib.service.take_request import take_request
from tests.builders import CLERK, MONTHS, SECRETARIAT, a_request, an_expert, engage, memory_office
from tests.service.journeys import offered, opened_by_link, refused, states


def experts(count: int) -> Office:
    """An office with experts who fit alike, so that their ids decide."""
    office = memory_office()
    engage(office, *(an_expert(f"見本 {place}", email=f"e{place}@experts.example.jp") for place in range(1, count + 1)))
    return office


def test_the_municipalitys_order_comes_before_the_ranking() -> None:
    """After its first choice declined, its second is proposed, although the ranking says otherwise."""
    office = experts(3)
    request = a_request(office)
    take_request(office, SECRETARIAT, request.id)
    shortlist_experts(office, SECRETARIAT, request.id)
    prefer_experts(office, CLERK, request.id, order=("e03", "e02"))

    decline_offer(office, opened_by_link(office, request, "e03"))

    assert states(office, request)[1] == [("e03", "declined"), ("e02", "proposed")]


def test_an_expert_who_became_ineligible_is_not_proposed() -> None:
    """The ranking is made anew when the offer ended."""
    office = experts(3)
    request = a_request(office)
    opened = opened_by_link(office, request, "e01")
    set_capacity(office, SECRETARIAT, "e02", months={"2026-12": 0})

    decline_offer(office, opened)

    assert states(office, request)[1][-1] == ("e03", "proposed")


def test_a_new_shortlist_leaves_out_who_was_asked() -> None:
    """A request that waited is not put to those who declined it; that is among the reasons why it waits again."""
    office = experts(1)
    request = a_request(office)
    decline_offer(office, opened_by_link(office, request, "e01"))
    take_request(office, SECRETARIAT, request.id)

    waiting = shortlist_experts(office, SECRETARIAT, request.id)

    assert (waiting.state, waiting.remark) == ("waiting", ASKED)


def test_of_two_who_were_asked_the_one_who_is_named_is_shortlisted() -> None:
    """The other's answer stands."""
    office = experts(2)
    request = a_request(office)
    decline_offer(office, opened_by_link(office, request, "e01"))
    decline_offer(office, opened_by_link(office, request, "e02"))
    take_request(office, SECRETARIAT, request.id)

    assert shortlist_experts(office, SECRETARIAT, request.id, again=frozenset({"e02"})).shortlist == ("e02",)


def test_who_was_asked_is_a_reason_to_wait_only_while_they_would_fit() -> None:
    """Whoever has no half-day left would not be asked again either: the reason is what the rules say."""
    office = experts(1)
    request = a_request(office)
    decline_offer(office, opened_by_link(office, request, "e01"))
    set_capacity(office, SECRETARIAT, "e01", months=dict.fromkeys(MONTHS, 0))
    take_request(office, SECRETARIAT, request.id)

    remark = shortlist_experts(office, SECRETARIAT, request.id).remark

    assert remark
    assert ASKED not in remark


def test_nobody_is_shortlisted_beside_an_offer_that_is_out() -> None:
    """Candidates are chosen anew only while nobody has been asked."""
    office = experts(2)
    request = a_request(office)
    offered(office, request, "e01")

    with refused(office, request.id, IllegalMove):
        shortlist_experts(office, SECRETARIAT, request.id)


def test_whom_the_secretariat_names_may_be_asked_again() -> None:
    """Such as after a telephone call; the way there is on record as ever."""
    office = experts(2)
    request = a_request(office)
    decline_offer(office, opened_by_link(office, request, "e01"))
    set_capacity(office, SECRETARIAT, "e02", months=dict.fromkeys(MONTHS, 0))
    recall_offer(office, SECRETARIAT, request.id, office.cases.case(request.id).offers[-1].id, reason="変更")

    offer_directly(office, SECRETARIAT, request.id, expert_id="e01", reason="電話で日程が合ったため")

    assert states(office, request)[1] == [("e01", "declined"), ("e02", "recalled"), ("e01", "approved")]


def test_two_places_that_came_free_get_two_different_proposals() -> None:
    """The second decline does not propose the first proposal's expert again."""
    office = experts(4)
    request = a_request(office, places=2)
    first, second = (opened_by_link(office, request, expert) for expert in ("e01", "e02"))

    decline_offer(office, first)
    decline_offer(office, second)

    assert states(office, request)[1][2:] == [("e03", "proposed"), ("e04", "proposed")]
    assert office.cases.case(request.id).request.proposals == 2
    approve_offer(office, SECRETARIAT, request.id, expert_id="e03")
    approve_offer(office, SECRETARIAT, request.id, expert_id="e04")


def test_a_counter_offer_survives_the_decline_of_another() -> None:
    """Its months stay as its expert offered them, even where the expert fits no longer what was asked."""
    office = experts(3)
    request = a_request(office, places=2)
    first, second = (opened_by_link(office, request, expert) for expert in ("e01", "e02"))
    counter_offer(office, first, months={"2027-02": 2}, note="2月なら")
    set_capacity(office, SECRETARIAT, "e01", months={"2026-12": 0})

    decline_offer(office, second)

    case = office.cases.case(request.id)
    assert [(offer.expert_id, dict(offer.months)) for offer in case.in_state("proposed")] == [
        ("e01", {"2027-02": 2}),
        ("e03", {"2026-12": 4, "2027-01": 4}),
    ]
    assert approve_offer(office, SECRETARIAT, request.id, expert_id="e01").months == {"2027-02": 2}


def test_who_was_proposed_but_passed_over_is_still_next() -> None:
    """The secretariat chose another, who declined: the proposal that waited is not lost, and none joins it."""
    office = experts(4)
    request = a_request(office)
    decline_offer(office, opened_by_link(office, request, "e01"))
    opened = opened_by_link(office, request, "e03")
    assert office.cases.case(request.id).request.proposals == 0

    decline_offer(office, opened)

    assert states(office, request) == ("offering", [("e01", "declined"), ("e02", "proposed"), ("e03", "declined")])
    approve_offer(office, SECRETARIAT, request.id, expert_id="e02")


def test_a_recalled_proposal_makes_room_for_the_next() -> None:
    """And its expert is not proposed again."""
    office = experts(3)
    request = a_request(office)
    decline_offer(office, opened_by_link(office, request, "e01"))

    recall_offer(office, SECRETARIAT, request.id, f"{request.id}.02", reason="今回は合わない")

    assert states(office, request)[1] == [("e01", "declined"), ("e02", "recalled"), ("e03", "proposed")]


def test_the_last_acceptance_takes_back_what_was_only_proposed() -> None:
    """A proposal nobody was told of goes without a word."""
    office = experts(3)
    request = a_request(office)
    decline_offer(office, opened_by_link(office, request, "e01"))

    accept_offer(office, opened_by_link(office, request, "e03"))

    assert states(office, request) == ("engaged", [("e01", "declined"), ("e02", "recalled"), ("e03", "accepted")])


def test_while_an_offer_is_out_the_request_does_not_wait() -> None:
    """Of two places one is declined and nobody is left: the other offer keeps the request going."""
    office = experts(2)
    request = a_request(office, places=2)
    first, second = (opened_by_link(office, request, expert) for expert in ("e01", "e02"))

    decline_offer(office, first)
    assert states(office, request)[0] == "offering"
    decline_offer(office, second)

    assert states(office, request)[0] == "waiting"


def test_while_a_proposal_is_to_be_decided_the_request_does_not_wait() -> None:
    """Of two places both are declined and one candidate is left: that decision comes first."""
    office = experts(3)
    request = a_request(office, places=2)
    first, second = (opened_by_link(office, request, expert) for expert in ("e01", "e02"))

    decline_offer(office, first)
    decline_offer(office, second)

    assert states(office, request)[0] == "offering"
    assert states(office, request)[1][2:] == [("e03", "proposed")]


def test_a_place_left_open_is_filled_after_waiting() -> None:
    """One of two accepted, the other waited for a new expert: both places end filled, nobody is asked twice."""
    office = experts(2)
    request = a_request(office, places=2)
    accept_offer(office, opened_by_link(office, request, "e01"))
    decline_offer(office, opened_by_link(office, request, "e02"))
    assert states(office, request)[0] == "waiting"
    engage(office, an_expert("見本 三郎", id="e03"))

    accept_offer(office, opened_by_link(office, request, "e03"))

    assert states(office, request) == ("engaged", [("e01", "accepted"), ("e02", "declined"), ("e03", "accepted")])


def test_every_offer_keeps_the_receipt_it_was_chosen_from() -> None:
    """The proposal's receipt is stored in the same change."""
    office = experts(2)
    request = a_request(office)
    offered(office, request, "e01")
    recall_offer(office, SECRETARIAT, request.id, f"{request.id}.01")

    for offer in office.cases.case(request.id).offers:
        assert office.cases.receipt(request.id, offer.receipt_id).document["ranking"]["ranked"]
