"""A round from its choice of requests to a plan with proof."""

from itertools import count

import pytest

from chalicelib.domain.audit import first_fault
from chalicelib.domain.errors import InvalidContent, NotFound, StaleVersion, Unavailable
from chalicelib.domain.expert import MonthBook
from chalicelib.domain.plan import Pair, Wishes
from chalicelib.domain.request import FieldWanted
from chalicelib.domain.round import RoundChange
from chalicelib.service import begin_round as beginning
from chalicelib.service import plan_round as planning
from chalicelib.service.adjust_round import adjust_round
from chalicelib.service.begin_round import begin_round
from chalicelib.service.counter_offer import counter_offer
from chalicelib.service.office import Office
from chalicelib.service.plan_round import give_up_rounds, plan_round
from chalicelib.service.solve_problem import solve_problem
from chalicelib.service.withdraw_request import cancel_request
from tests.builders import (
    AINAN,
    MATSUYAMA,
    MONTHS,
    OZU,
    SECRETARIAT,
    UCHIKO,
    a_request,
    an_expert,
    clock,
    engage,
    memory_office,
)
from tests.service.journeys import offered, opened_by_link
from tests.service.rounds import plan_of, planned, two_experts, waiting


@pytest.fixture
def office() -> Office:
    """An office with two experts, of whom each has time for one request."""
    office = memory_office()
    two_experts(office)
    return office


def test_a_round_is_numbered_queued_and_sealed(office: Office) -> None:
    """The first round of Reiwa 8 waits for its plan, and its record begins."""
    whole = begin_round(office, SECRETARIAT, request_ids=[waiting(office).id])

    assert (whole.id, whole.state, whole.version) == ("R08-M001", "queued", 1)
    assert [event.what for event in office.cases.events(whole.id)] == ["round:begun"]
    assert begin_round(office, SECRETARIAT, request_ids=[whole.requests[0].id]).id == "R08-M002"


def test_a_round_of_nothing_is_refused(office: Office) -> None:
    """Somebody has to be chosen."""
    with pytest.raises(InvalidContent):
        begin_round(office, SECRETARIAT, request_ids=[])


@pytest.mark.parametrize(("limit", "value"), [("PAIRS", 3), ("MOST", 1)])
def test_a_round_whose_plan_could_not_be_stored_or_approved_is_refused(
    office: Office, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    """With two experts, three pairs are one request and no more."""
    monkeypatch.setattr(beginning, limit, value)
    ids = [waiting(office).id for _ in range(2)]

    with pytest.raises(InvalidContent) as refused:
        begin_round(office, SECRETARIAT, request_ids=ids)

    assert "1件まで" in refused.value.faults["requests"]
    assert begin_round(office, SECRETARIAT, request_ids=ids[:1]).state == "queued"


def test_a_request_that_needs_nobody_is_refused_by_its_number(office: Office) -> None:
    """A submitted request has not been read; it is named, and no round begins."""
    request = a_request(office)

    with pytest.raises(InvalidContent, match="R08-0001"):
        begin_round(office, SECRETARIAT, request_ids=[request.id])

    assert office.rounds.rows().rows == []


@pytest.mark.parametrize("floor", [-1, 1001])
def test_a_floor_beyond_the_whole_is_refused(office: Office, floor: int) -> None:
    """A share is between nothing and all."""
    with pytest.raises(InvalidContent, match="下限"):
        begin_round(office, SECRETARIAT, request_ids=[waiting(office).id], floor=floor)


def test_a_plan_serves_where_first_come_leaves_somebody_out(office: Office) -> None:
    """The first request could take either expert, the second only the specialist: the plan serves both."""
    first = waiting(office)
    second = waiting(office, of=OZU, fields=_mandatory())

    plan = plan_of(office, planned(office, first, second))

    assert {(one.expert_id, one.request_id) for one in plan.planned.placings} == {("e02", first.id), ("e01", second.id)}
    assert [one.request_id for one in plan.first_come.placings] == [first.id]
    assert plan.first_come.utility[OZU] == 0 < plan.planned.worst
    assert plan.score_change(first.id) < 0 < plan.score_change(second.id)


def test_a_plan_is_proved_and_can_be_solved_again(office: Office) -> None:
    """The stored problem gives the same pairs, and nothing better exists."""
    whole = planned(office, waiting(office), waiting(office, of=OZU), waiting(office, of=AINAN))
    plan = plan_of(office, whole)

    again = solve_problem(plan.problem, floor=plan.wishes.floor, time_limit_s=5)

    assert plan.proof.gap == 0
    assert plan.problem.outcome(again.pairs) == plan.planned
    assert [round(plan.planned.utility[code], 9) for code in plan.problem.municipalities] == [
        round(utility, 9) for utility in again.utility
    ]


def test_sixty_requests_and_six_experts_are_planned_with_proof() -> None:
    """A busy month of a whole prefecture: nothing is left open about how good the plan is."""
    office = memory_office()
    towns = list(office.profile.municipalities)
    months = {month: MonthBook(12 + 2 * place) for place, month in enumerate(MONTHS)}
    engage(
        office,
        *(
            an_expert(areas=frozenset(towns), months=months, levels={"field-13": 1 + n % 5}, base=towns[n * 3])
            for n in range(6)
        ),
    )
    requests = [
        waiting(office, of=towns[n % 20], months={MONTHS[1 + n % 4]: 2 + n % 3, MONTHS[2 + n % 4]: 2})
        for n in range(60)
    ]

    plan = plan_of(office, planned(office, *requests))

    assert plan.proof.gap == 0
    assert len(plan.planned.placings) > 30
    assert plan.planned.worst >= plan.first_come.worst


def test_every_change_of_a_round_is_on_record(office: Office) -> None:
    """Begun, planning, planned: the chain is whole."""
    whole = planned(office, waiting(office))

    events = office.cases.events(whole.id)

    assert [event.what for event in events] == ["round:begun", "round:planning", "round:planned"]
    assert first_fault(events, head=whole.head) is None


def test_planning_twice_changes_nothing(office: Office) -> None:
    """The stream may bring the same record again."""
    whole = planned(office, waiting(office))

    plan_round(office, whole.id)

    assert office.rounds.round(whole.id) == whole


def test_progress_is_noted(office: Office) -> None:
    """Whoever waits sees at least one note."""
    whole = planned(office, waiting(office))

    progress = office.rounds.progress(whole.id)

    assert progress is not None
    assert progress.step == "greedy"


def test_half_days_in_the_hands_of_somebody_else_are_not_given_away(office: Office) -> None:
    """The specialist has yet to answer about the first request: the second cannot have the same days."""
    offered(office, a_request(office), "e01")

    plan = plan_of(office, planned(office, waiting(office, of=OZU)))

    assert [one.expert_id for one in plan.planned.placings] == ["e02"]


def test_nobody_is_asked_twice_for_one_request(office: Office) -> None:
    """Who has been asked and has not answered is no candidate of the plan for the other place."""
    request = a_request(office, places=2)
    offered(office, request, "e02")

    plan = plan_of(office, planned(office, request))

    assert [one.expert_id for one in plan.planned.placings] == ["e01"]


def test_a_counter_offer_is_planned_on_its_own_terms(office: Office) -> None:
    """Two half-days in February, as the expert said, not four in December."""
    request = a_request(office)
    counter_offer(office, opened_by_link(office, request, "e01"), months={"2027-02": 2}, note="二月なら")

    plan = plan_of(office, planned(office, request))

    assert plan.problem.months == ["2026-12", "2027-01", "2027-02"]
    assert plan.problem.effort[0][0] == [0, 0, 2]
    assert plan.problem.previous == [(0, 0)]
    assert len(plan.receipts[request.id]) == 2


def test_a_joint_request_counts_for_everybody_who_takes_part(office: Office) -> None:
    """Both towns obtain their share of it."""
    request = waiting(office, of=UCHIKO, also=(OZU,))

    plan = plan_of(office, planned(office, request))

    assert plan.planned.utility == {OZU: 1.0, UCHIKO: 1.0}


def test_a_town_nobody_can_help_has_no_utility_and_its_reasons(office: Office) -> None:
    """It neither drags the others down nor is passed over in silence."""
    helped, hopeless = waiting(office), waiting(office, of=OZU, fields=_mandatory(level=5))

    plan = plan_of(office, planned(office, helped, hopeless))

    assert plan.planned.utility == {UCHIKO: 1.0}
    (left_out,) = plan.left_out
    assert (left_out.request_id, left_out.because) == (hopeless.id, "nobody_eligible")
    assert any("レベル" in reason for reason in left_out.reasons)


def test_a_request_that_moved_on_meanwhile_is_left_out(office: Office) -> None:
    """It was cancelled between choice and plan."""
    gone, stays = waiting(office), waiting(office, of=OZU)
    whole = begin_round(office, SECRETARIAT, request_ids=[gone.id, stays.id])
    cancel_request(office, SECRETARIAT, gone.id, reason="重複のため")

    plan_round(office, whole.id)

    plan = plan_of(office, office.rounds.round(whole.id))
    assert [(out.request_id, out.because) for out in plan.left_out] == [(gone.id, "moved_on")]


def test_a_round_with_nothing_left_fails_with_its_reason(office: Office) -> None:
    """Nobody waits for a plan that cannot come."""
    request = waiting(office)
    whole = begin_round(office, SECRETARIAT, request_ids=[request.id])
    cancel_request(office, SECRETARIAT, request.id, reason="重複のため")

    plan_round(office, whole.id)

    failed = office.rounds.round(whole.id)
    assert (failed.state, failed.trouble) == ("failed", "割り当てを待っている依頼が、もうありません。")


def test_a_pin_holds_and_a_forbidden_pair_is_left_out(office: Office) -> None:
    """The beginner for the first request, and not the specialist for the second."""
    first, second = waiting(office), waiting(office, of=OZU)
    whole = planned(office, first, second)

    wishes = Wishes(pins=(Pair("e01", second.id),), forbids=(Pair("e02", first.id),), floor=0)
    adjust_round(office, SECRETARIAT, whole.id, wishes=wishes, version=whole.version)
    plan_round(office, whole.id)

    plan = plan_of(office, office.rounds.round(whole.id))
    assert {(one.expert_id, one.request_id) for one in plan.planned.placings} == {("e01", second.id)}
    assert plan.problem.pinned == [(0, 1)]


@pytest.mark.parametrize(("fields", "half_days", "words"), [(4, 4, "条件に合わない"), (1, 3, "空きを超えています")])
def test_a_pin_that_cannot_hold_fails_in_words(fields: int, half_days: int, words: str) -> None:
    """Whether the rules forbid it or the half-days do, the secretariat is told, and may adjust again."""
    office = memory_office()
    two_experts(office, half_days=half_days)
    request = waiting(office, fields=_mandatory(level=fields))
    whole = planned(office, request)

    adjust_round(office, SECRETARIAT, whole.id, wishes=Wishes(pins=(Pair("e02", request.id),)))
    plan_round(office, whole.id)

    failed = office.rounds.round(whole.id)
    assert failed.state == "failed"
    assert words in failed.trouble
    assert adjust_round(office, SECRETARIAT, whole.id, wishes=Wishes()).state == "queued"


@pytest.mark.parametrize("pair", [Pair("e99", "r1"), Pair("e01", "elsewhere")])
def test_wishes_about_strangers_are_refused(office: Office, pair: Pair) -> None:
    """Pairs are of this round's requests and of experts there are."""
    whole = planned(office, waiting(office))

    with pytest.raises(InvalidContent):
        adjust_round(office, SECRETARIAT, whole.id, wishes=Wishes(pins=(pair,)))


def test_a_pair_cannot_be_held_and_left_out(office: Office) -> None:
    """The two wishes contradict each other."""
    request = waiting(office)
    whole, both = planned(office, request), (Pair("e01", request.id),)

    with pytest.raises(InvalidContent):
        adjust_round(office, SECRETARIAT, whole.id, wishes=Wishes(pins=both, forbids=both))


def test_an_adjustment_of_an_older_version_is_refused(office: Office) -> None:
    """Somebody else adjusted first."""
    whole = planned(office, waiting(office))

    with pytest.raises(StaleVersion):
        adjust_round(office, SECRETARIAT, whole.id, wishes=Wishes(), version=whole.version - 1)


def test_a_planner_that_breaks_leaves_a_round_that_can_be_begun_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error is raised for the log, and told to people in their words."""
    whole = begin_round(office, SECRETARIAT, request_ids=[waiting(office).id])

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the solver broke")

    monkeypatch.setattr(planning, "solve_problem", broken)
    with pytest.raises(RuntimeError):
        plan_round(office, whole.id)

    assert office.rounds.round(whole.id).trouble == planning.BROKEN


@pytest.mark.parametrize("at", [1, 2], ids=["begun in silence", "planned in silence"])
def test_a_store_that_falls_silent_is_no_planner_that_breaks(
    office: Office, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """The change was made, its answer lost: it comes again, nobody is told of a failure, and the round is planned."""
    whole = begin_round(office, SECRETARIAT, request_ids=[waiting(office).id])
    commit, changes = office.rounds.commit, count(1)

    def answer_lost(change: RoundChange) -> None:
        commit(change)
        if next(changes) == at:
            raise Unavailable("silent")

    monkeypatch.setattr(office.rounds, "commit", answer_lost)
    with pytest.raises(Unavailable):
        plan_round(office, whole.id)
    plan_round(office, whole.id)

    assert office.rounds.round(whole.id).state == "planned"
    assert "round:failed" not in [event.what for event in office.cases.events(whole.id)]


def test_a_round_nobody_planned_is_given_up(office: Office) -> None:
    """Twenty minutes later somebody may begin again; not before."""
    whole = begin_round(office, SECRETARIAT, request_ids=[waiting(office).id])
    give_up_rounds(office)
    assert office.rounds.round(whole.id).state == "queued"

    clock(office).move(minutes=20)
    give_up_rounds(office)

    assert office.rounds.round(whole.id).trouble == planning.OVERDUE


def test_an_unknown_round_is_not_found(office: Office) -> None:
    """There is none of this number."""
    with pytest.raises(NotFound):
        plan_round(office, "R08-M099")


def test_the_best_score_goes_to_the_town_it_is_worth_most(office: Office) -> None:
    """Near and known count: the plan is at least as good as first come, first served."""
    requests = [waiting(office, of=town) for town in (MATSUYAMA, UCHIKO)]

    plan = plan_of(office, planned(office, *requests))

    assert plan.planned.total >= plan.first_come.total


def _mandatory(level: int = 4) -> tuple[FieldWanted, ...]:
    return (FieldWanted("field-13", level, 3, mandatory=True),)
