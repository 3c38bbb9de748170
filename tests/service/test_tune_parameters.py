"""New parameters are tried on past decisions, then saved with a version and a reason."""

from dataclasses import replace

import pytest

from chalicelib.domain.audit import first_fault
from chalicelib.domain.errors import InvalidContent, ReasonMissing, StaleVersion
from chalicelib.domain.request import Mode, Request
from chalicelib.domain.tuning import RECORD
from chalicelib.service.office import Office
from chalicelib.service.rank_candidates import rank_candidates
from chalicelib.service.replay_decisions import replay_decisions
from chalicelib.service.shortlist_experts import shortlist_experts
from chalicelib.service.tune_parameters import parameters_in_force, save_parameters
from matching import DEFAULT, Parameters, Weights, receipt
from tests.builders import MATSUYAMA, PROCUREMENT, SECRETARIAT, UCHIKO, a_request, an_expert, engage, memory_office
from tests.service.journeys import offered
from tests.service.rounds import plan_of, planned, waiting

NEAR_FIRST = replace(DEFAULT, weights=Weights(skill=10, avail=10, place=80, known=0))


@pytest.fixture
def office() -> Office:
    """Somebody who knows more comes from farther (e01) than somebody who knows less (e02)."""
    office = memory_office()
    engage(
        office,
        an_expert("見本 遠子", base=MATSUYAMA, levels={PROCUREMENT: 3}),
        an_expert("見本 近子", base=UCHIKO, levels={PROCUREMENT: 2}),
    )
    return office


@pytest.fixture
def request_(office: Office) -> Request:
    """A shortlisted request for on-site work."""
    request = waiting(office, mode=Mode.ON_SITE)
    return shortlist_experts(office, SECRETARIAT, request.id)


def saved(office: Office, parameters: Parameters = NEAR_FIRST) -> None:
    """Save on top of what is there."""
    before = office.tunings.latest()
    save_parameters(
        office, SECRETARIAT, parameters=parameters, reason="移動を減らす", version=before.version if before else 0
    )


def test_rankings_use_what_was_saved(office: Office, request_: Request) -> None:
    """Who is near stands first from then on, and the receipt says with which version."""
    case = office.cases.case(request_.id)
    assert rank_candidates(office, case).order == ("e01", "e02")

    saved(office)
    ranked = rank_candidates(office, case)

    assert ranked.order == ("e02", "e01")
    assert ranked.receipt.document["parameters"]["version"] == "2026-11.1"
    assert receipt.verify(ranked.receipt.document) == ()


def test_a_plan_is_made_with_what_was_saved(office: Office) -> None:
    """It names the version, too."""
    saved(office)

    assert plan_of(office, planned(office, waiting(office))).parameters == "2026-11.1"


def test_each_save_has_its_version_its_reason_and_its_place_in_the_chain(office: Office) -> None:
    """And the first version counts before any."""
    assert parameters_in_force(office) == DEFAULT

    saved(office)
    saved(office, replace(NEAR_FIRST, online=0))

    assert parameters_in_force(office) == replace(NEAR_FIRST, online=0, version="2026-11.2")
    events = office.cases.events(RECORD)
    assert [event.why for event in events] == ["移動を減らす"] * 2
    assert first_fault(events) is None


def test_a_save_without_a_reason_is_refused(office: Office) -> None:
    """Spaces are none."""
    with pytest.raises(ReasonMissing):
        save_parameters(office, SECRETARIAT, parameters=NEAR_FIRST, reason="　 ", version=0)

    assert parameters_in_force(office) == DEFAULT


def test_a_save_that_changes_nothing_is_refused(office: Office) -> None:
    """The version alone is no difference."""
    with pytest.raises(InvalidContent):
        save_parameters(office, SECRETARIAT, parameters=replace(DEFAULT, version="x"), reason="確認", version=0)


def test_a_save_over_parameters_nobody_saw_is_refused(office: Office) -> None:
    """Somebody else was first."""
    saved(office)

    with pytest.raises(StaleVersion):
        save_parameters(office, SECRETARIAT, parameters=DEFAULT, reason="戻す", version=0)


def test_a_replay_shows_which_decision_would_have_been_another(office: Office, request_: Request) -> None:
    """Who stood first, who would, and both scores; nothing is changed."""
    before = office.cases.case(request_.id)

    (replayed,) = replay_decisions(office, SECRETARIAT, NEAR_FIRST)

    assert (replayed.first_before, replayed.first_after) == ("e01", "e02")
    assert replayed.first_changes
    assert replayed.order_changes
    assert replayed.before["e01"] > replayed.before["e02"]
    assert replayed.after["e01"] < replayed.after["e02"]
    assert office.cases.case(request_.id) == before
    assert parameters_in_force(office) == DEFAULT


def test_the_same_parameters_change_no_decision(office: Office, request_: Request) -> None:
    """What was decided can be computed again."""
    (replayed,) = replay_decisions(office, SECRETARIAT, replace(DEFAULT, version="again"))

    assert replayed.before == replayed.after
    assert not replayed.order_changes


def test_an_offer_counts_before_the_shortlist_and_the_newest_come_first(office: Office, request_: Request) -> None:
    """A request that was never ranked is passed over."""
    newest = waiting(office)
    offer = offered(office, newest, "e01")
    a_request(office)

    found = replay_decisions(office, SECRETARIAT, DEFAULT)

    assert [one.request.id for one in found] == [newest.id, request_.id]
    assert office.cases.case(newest.id).offers[-1].receipt_id == offer.receipt_id
    assert [one.request.id for one in replay_decisions(office, SECRETARIAT, DEFAULT, limit=1)] == [newest.id]
