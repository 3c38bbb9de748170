"""The plan's pairs become offers: once each, and what hinders one does not hold up the others."""

import pytest

from chalicelib.domain.errors import IllegalMove, InvalidContent
from chalicelib.domain.plan import Pair, Wishes
from chalicelib.domain.request import Request
from chalicelib.domain.round import Approval, Round
from chalicelib.service import approve_round as approving
from chalicelib.service.adjust_round import adjust_round
from chalicelib.service.approve_round import approve_round
from chalicelib.service.begin_round import begin_round
from chalicelib.service.close_round import close_round
from chalicelib.service.office import Office
from chalicelib.service.plan_round import plan_round
from chalicelib.service.withdraw_request import cancel_request
from tests.builders import OZU, SECRETARIAT, memory_office
from tests.service.journeys import states
from tests.service.rounds import plan_of, planned, two_experts, waiting


@pytest.fixture
def office() -> Office:
    """An office with two experts, of whom each has time for one request."""
    office = memory_office()
    two_experts(office)
    return office


@pytest.fixture
def requests(office: Office) -> tuple[Request, Request]:
    """Two towns' requests in review."""
    return waiting(office), waiting(office, of=OZU)


@pytest.fixture
def whole(office: Office, requests: tuple[Request, Request]) -> Round:
    """A round of both, planned."""
    return planned(office, *requests)


def live(office: Office, *requests: Request) -> list[int]:
    """How many live offers each request has."""
    return [len(office.cases.case(request.id).live_offers) for request in requests]


def test_approving_a_plan_offers_every_pair(office: Office, whole: Round, requests: tuple[Request, Request]) -> None:
    """Each request is offered, for the reason that names the round."""
    approved = approve_round(office, SECRETARIAT, whole.id)

    assert live(office, *requests) == [1, 1]
    assert approved.offered == {Pair(one.expert_id, one.request_id) for one in plan_of(office, whole).planned.placings}
    offers = [office.cases.case(request.id).live_offers[0] for request in requests]
    assert {offer.reason for offer in offers} == {"月次の割当（R08-M001）による"}
    assert {offer.approved_by for offer in offers} == {SECRETARIAT.id}


def test_approving_twice_offers_once(office: Office, whole: Round, requests: tuple[Request, Request]) -> None:
    """A button pressed twice asks nobody twice, and leaves no second record."""
    approved = approve_round(office, SECRETARIAT, whole.id)

    assert approve_round(office, SECRETARIAT, whole.id) == approved
    assert live(office, *requests) == [1, 1]


def test_an_approval_that_was_cut_off_goes_on(
    office: Office, whole: Round, requests: tuple[Request, Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The offers were made, the round did not hear of it: the next attempt finds them and asks nobody again."""
    with monkeypatch.context() as cut_off:
        cut_off.setattr(approving, "_recorded", lambda *_: whole)
        approve_round(office, SECRETARIAT, whole.id)

    approved = approve_round(office, SECRETARIAT, whole.id)

    assert len(approved.offered) == 2
    assert live(office, *requests) == [1, 1]


def test_some_pairs_can_be_approved_and_the_rest_later(
    office: Office, whole: Round, requests: tuple[Request, Request]
) -> None:
    """What was not chosen waits."""
    first = plan_of(office, whole).planned.placings[0]
    chosen = Pair(first.expert_id, first.request_id)

    approved = approve_round(office, SECRETARIAT, whole.id, pairs=[chosen])

    assert approved.offered == {chosen}
    assert sum(live(office, *requests)) == 1


def test_what_hinders_one_pair_is_told_and_the_other_goes_on(
    office: Office, whole: Round, requests: tuple[Request, Request]
) -> None:
    """One request was cancelled after the plan was made."""
    gone, stays = requests
    cancel_request(office, SECRETARIAT, gone.id, reason="重複のため")

    approved = approve_round(office, SECRETARIAT, whole.id)

    faults = {done.request_id: done.fault for done in approved.approvals}
    assert faults == {gone.id: "依頼の状態が変わりました", stays.id: ""}
    assert live(office, stays) == [1]


def test_a_success_is_not_overwritten_by_a_later_refusal(office: Office, whole: Round) -> None:
    """Of two who approve at once, the slower is refused; the offer stands in the record."""
    approved = approve_round(office, SECRETARIAT, whole.id)
    done = approved.approvals[0]

    late = Approval(done.expert_id, done.request_id, fault="すでに打診中")
    recorded = approving._recorded(office, SECRETARIAT, whole.id, [late])

    assert done in recorded.approvals
    assert late not in recorded.approvals


@pytest.mark.parametrize("pairs", [[], [Pair("e01", "elsewhere")]])
def test_pairs_outside_the_plan_are_refused(office: Office, whole: Round, pairs: list[Pair]) -> None:
    """Only what was planned can be approved here."""
    with pytest.raises(InvalidContent):
        approve_round(office, SECRETARIAT, whole.id, pairs=pairs)


def test_a_round_without_a_plan_cannot_be_approved(office: Office, requests: tuple[Request, Request]) -> None:
    """There is nothing to approve yet."""
    whole = begin_round(office, SECRETARIAT, request_ids=[requests[0].id])

    with pytest.raises(IllegalMove):
        approve_round(office, SECRETARIAT, whole.id)


def test_a_round_is_planned_anew_around_what_was_approved(
    office: Office, whole: Round, requests: tuple[Request, Request]
) -> None:
    """The offered request needs nobody; the other is planned with the half-days that are left."""
    placings = plan_of(office, whole).planned.placings
    approve_round(office, SECRETARIAT, whole.id, pairs=[Pair(placings[0].expert_id, placings[0].request_id)])
    pin = Pair(placings[0].expert_id, placings[0].request_id)

    adjust_round(office, SECRETARIAT, whole.id, wishes=Wishes(pins=(pin,)))
    plan_round(office, whole.id)

    anew = plan_of(office, office.rounds.round(whole.id))
    assert anew.planned.placings == (placings[1],)
    assert [out.because for out in anew.left_out] == ["moved_on"]


def test_a_closed_round_stays_closed(office: Office, whole: Round, requests: tuple[Request, Request]) -> None:
    """Nothing more is offered from it, and its requests are as they were."""
    close_round(office, SECRETARIAT, whole.id, version=whole.version)

    with pytest.raises(IllegalMove):
        approve_round(office, SECRETARIAT, whole.id)
    assert states(office, requests[0]) == ("in_review", [])
