"""What a choice of pairs is worth, by hand."""

from dataclasses import replace

from chalicelib.domain.plan import FLOOR, LeftOut, Proof, RoundPlan, Wishes
from chalicelib.domain.round_problem import Outcome, Placing, RoundProblem
from tests.builders import NOW

# Two experts, three requests of two towns, one month; the second request is a joint one.
PROBLEM = RoundProblem(
    experts=["e1", "e2"],
    requests=["r1", "r2", "r3"],
    municipalities=["A", "B"],
    months=["2026-12"],
    scores=[[900, 800, 700], [600, 500, 0]],
    eligible=[[1, 1, 1], [1, 1, 0]],
    effort=[[[2], [2], [4]], [[2], [2], [4]]],
    capacity=[[4], [2]],
    places=[1, 1, 1],
    groups=[[1, 0], [1, 1], [0, 1]],
)


def test_first_come_takes_the_best_who_is_still_free() -> None:
    """The first two requests take e1's whole month; the third finds nobody."""
    assert PROBLEM.first_come() == [(0, 0), (0, 1)]


def test_first_come_fills_as_many_places_as_are_asked() -> None:
    """Two experts for the first request, the best first."""
    assert replace(PROBLEM, places=[2, 1, 1]).first_come() == [(0, 0), (0, 1), (1, 0)]


def test_first_come_keeps_pins() -> None:
    """What is pinned holds, whoever came first, and takes its half-days."""
    assert replace(PROBLEM, pinned=[(0, 2)]).first_come() == [(0, 2), (1, 0)]


def test_pins_fit_within_half_days_and_places() -> None:
    """Together, not one by one."""
    assert replace(PROBLEM, pinned=[(0, 0), (0, 1)]).pins_fit()
    assert not replace(PROBLEM, pinned=[(0, 0), (0, 2)]).pins_fit()
    assert not replace(PROBLEM, pinned=[(0, 0), (1, 0)]).pins_fit()


def test_a_joint_request_counts_in_equal_shares() -> None:
    """A could have 900 and half of 800, B half of 800 and 700."""
    outcome = PROBLEM.outcome([(0, 0), (1, 1)])

    assert outcome.placings == (Placing("e1", "r1", 900), Placing("e2", "r2", 500))
    assert outcome.total == 1400
    assert outcome.utility == {"A": (900 + 250) / 1300, "B": 250 / 1100}
    assert outcome.worst == 250 / 1100


def test_what_nobody_can_give_is_not_missed() -> None:
    """A town whose requests fit nobody even alone has no utility; with none at all, nobody is worst off."""
    hopeless = replace(PROBLEM, capacity=[[3], [2]])

    assert "B" in hopeless.outcome([]).utility
    assert replace(hopeless, eligible=[[1, 0, 1], [1, 0, 0]]).outcome([]).utility == {"A": 0.0}
    assert Outcome((), {}).worst == 1.0


def test_a_score_of_nothing_attainable_leaves_no_claim() -> None:
    """Scores of zero are eligible and worth nothing."""
    worthless = replace(PROBLEM, scores=[[0, 0, 0], [0, 0, 0]])

    assert worthless.outcome(worthless.first_come()).utility == {}


def test_a_plan_says_what_a_request_gains_beyond_first_come() -> None:
    """Negative where the request loses."""
    planned, first = PROBLEM.outcome([(1, 0), (0, 2)]), PROBLEM.outcome(PROBLEM.first_come())
    proof = Proof(1300, 1300, 0.0, 0.5, 0.5, "exact", 0.1)
    left_out = (LeftOut("r2", 1, "others_need_them_more"),)
    plan = RoundPlan(
        "p1", "R08-M001", NOW, "2026-11", planned, first, left_out, proof, Wishes(floor=FLOOR), PROBLEM, receipts={}
    )

    assert [plan.score_change(request) for request in PROBLEM.requests] == [-300, -800, 700]
