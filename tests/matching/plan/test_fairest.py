"""How well off the worst-off can be in a small round: the interval, and what floors imply."""

import numpy as np
import pytest

from matching.plan import Problem
from matching.plan.arrays import Flags
from matching.plan.case import Case
from matching.plan.clock import Clock
from matching.plan.covers import add_covers
from matching.plan.fairness import Claims
from matching.plan.halving import fair_target
from matching.plan.market import open_market
from matching.plan.pair_model import pair_programme
from tests.matching.plan.builders import a_round, feasible_plans, random_problem


def a_case(problem: Problem) -> Case:
    """The problem on the planner's table."""
    market = open_market(problem)
    return Case(market, Claims.of(problem, market))


def joint(seed: int) -> Problem:
    """Four requests of three municipalities, some shared, one place or two each."""
    draw = np.random.default_rng(seed)
    groups = np.eye(3, dtype=int)[draw.integers(0, 3, 4)] + (draw.random((4, 3)) < 0.2)
    return random_problem(seed, groups=groups, places=draw.integers(1, 3, 4))


def plans_of(case: Case, problem: Problem) -> list[Flags]:
    """Every feasible plan, as the market's flags."""
    place = {
        pair: number
        for number, pair in enumerate(zip(case.market.expert.tolist(), case.market.request.tolist(), strict=True))
    }
    plans: list[Flags] = []
    for pairs in feasible_plans(problem):
        if all(pair in place for pair in pairs):
            plans.append(np.isin(np.arange(len(place)), [place[pair] for pair in pairs]))
    return plans


@pytest.mark.parametrize("seed", range(10))
def test_the_interval_holds_the_best_worst_off_utility_and_its_plan_reaches_the_lower_end(seed: int) -> None:
    """On rounds this small both ends are t* itself."""
    problem = joint(seed)
    case = a_case(problem)
    if not case.claims.live.any():
        return
    best = max(case.worst(plan) for plan in plans_of(case, problem))
    nobody = np.zeros(len(case.market.row), bool)
    found = fair_target(case, Clock(30), start=nobody, share=0.9)
    assert found.low == pytest.approx(best)
    assert found.high == pytest.approx(best)
    assert case.worst(found.plan) == found.low


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("level", [0.3, 0.6, 0.9])
def test_every_plan_that_holds_the_floors_keeps_what_they_imply(seed: int, level: float) -> None:
    """Covers cut off fractions of plans, never a plan."""
    problem = joint(seed)
    case = a_case(problem)
    pairs = np.arange(len(case.market.row))
    for plan in plans_of(case, problem):
        if case.worst(plan) >= level:
            programme = pair_programme(case.market, pairs, gain=np.ones(len(pairs)))
            programme.lower = programme.upper = plan.astype(float)
            add_covers(programme, case, pairs, floors=case.claims.floors(level))
            assert programme.solve(Clock(10)).optimal


def test_what_floors_imply_rules_out_pairs_that_are_too_poor_for_a_town_with_one_request() -> None:
    """A town that must hold nine tenths of its due is not helped by half a match, not even by half a perfect one."""
    problem = Problem([[1000], [500]], np.ones((2, 1), bool), [[1]], [[1], [1]], [1], [0])
    case = a_case(problem)
    programme = pair_programme(case.market, np.arange(2), gain=np.array([-1.0, 0.0]))
    programme.whole[:] = False
    add_covers(programme, case, np.arange(2), floors=case.claims.floors(0.9))
    outcome = programme.solve(Clock(10))
    assert outcome.values is not None
    assert outcome.values.tolist() == pytest.approx([1.0, 0.0])


def test_with_no_time_the_interval_is_wide_and_honest() -> None:
    """Nothing is asked, so nothing is narrowed, and the plan is the one it was given."""
    case = a_case(a_round(3, experts=6, requests=30))
    nobody = np.zeros(len(case.market.row), bool)
    found = fair_target(case, Clock(0), start=nobody, share=0.9)
    assert (found.plan == nobody).all()
    assert found.low == case.worst(nobody) < found.high
