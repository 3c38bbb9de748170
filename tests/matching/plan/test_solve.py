"""solve() against the slow way, and what may and may not change its answer."""

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from matching.plan import Plan, Problem, faults, solve
from matching.plan.checker import total_score
from tests.matching.plan.builders import a_problem, a_round, best_total, feasible_plans, random_problem


def sound(problem: Problem, **arguments: Any) -> Plan:
    """Solve, and check what holds for every plan."""
    plan = solve(problem, **arguments)
    assert faults(problem, plan.pairs) == ()
    assert plan.bound >= plan.objective
    assert plan.total == total_score(problem, plan.pairs)
    assert plan.fair_target <= plan.fair_bound + 1e-9
    return plan


@pytest.mark.parametrize("seed", range(12))
def test_a_small_round_is_solved_to_the_proven_optimum(seed: int) -> None:
    """No set of pairs that keeps the rules has a greater total."""
    problem = random_problem(seed)
    plan = sound(problem, floor=0)
    assert plan.proven
    assert plan.objective == best_total(problem)


@pytest.mark.parametrize("seed", range(6))
def test_the_floor_is_the_best_worst_off_utility_times_its_share(seed: int) -> None:
    """t* and the best total above the floor are those of all feasible plans."""
    problem = random_problem(seed, places=np.ones(4, int), groups=[0, 1, 2, 2], requests=4)
    plan = sound(problem, floor=0.9, exact_leximin=False)
    due = np.array(solve(problem, floor=0, time_limit_s=0).utility)
    assert len(due) == 3
    worsts = {pairs: worst_off(problem, pairs) for pairs in feasible_plans(problem)}
    assert plan.fair_target == pytest.approx(max(worsts.values()))
    allowed = [pairs for pairs, worst in worsts.items() if worst >= plan.fair_level - 1e-9]
    assert plan.objective == max(total_score(problem, pairs) for pairs in allowed)


def worst_off(problem: Problem, pairs: tuple[tuple[int, int], ...]) -> float:
    """The least share of what a group's requests could get alone; 1 if nobody could get anything."""
    alone, held = np.zeros(3), np.zeros(3)
    group = problem.groups.group
    for request in range(problem.requests):
        rows = np.nonzero(problem.request == request)[0]
        fits = [row for row in rows if (problem.need(row) <= problem.capacity[problem.expert[row]]).all()]
        scores = sorted((int(problem.score[row]) for row in fits), reverse=True)
        alone[group[request]] += sum(scores[: problem.places[request]])
    for expert, request in pairs:
        held[group[request]] += total_score(problem, [(expert, request)])
    return float(min([1.0, *(held[alone > 0] / alone[alone > 0])]))


def test_exact_leximin_lifts_the_second_worst_too() -> None:
    """Where the worst-off cannot be helped, the next one still is."""
    problem = Problem(
        scores=[[500, 500, 900, 0], [0, 0, 0, 1000]],
        eligible=[[True, True, True, False], [False, False, True, True]],
        effort=[[2], [2], [2], [2]],
        capacity=[[2], [2]],
        places=[1, 1, 1, 1],
        groups=[0, 1, 2, 3],
    )
    plan = sound(problem, floor=1.0, exact_leximin=True)
    assert plan.fair_target == 0
    assert sorted(plan.utility)[2:] == [1.0, 1.0]


def test_pins_hold_and_the_rest_is_planned_around_them() -> None:
    """A pinned pair is in the plan even if something better were possible."""
    plan = sound(a_problem(pinned=[(1, 0)]), floor=0)
    assert (1, 0) in plan.pairs
    assert plan.objective < solve(a_problem(), floor=0).objective


def test_a_pair_of_the_previous_plan_is_kept_when_little_is_lost() -> None:
    """The bonus outweighs a small difference, not a large one."""
    problem = a_problem(scores=[[900, 500, 400], [850, 800, 300]], places=[1, 0, 0], previous=[(1, 0)])
    assert sound(problem, floor=0).pairs == ((1, 0),)
    assert sound(problem, floor=0, kept_bonus=10).pairs == ((0, 0),)


def test_costs_are_minimised_by_negative_scores() -> None:
    """A generalised assignment problem: every request served once, at least cost, within the capacities."""
    costs = np.array([[4, 1, 3], [2, 9, 8]])
    plan = sound(
        a_problem(scores=-costs, effort=[[1], [1], [1]], capacity=[[2], [2]], groups=[0, 0, 0]), must_fill=True, floor=0
    )
    assert plan.complete
    assert plan.pairs == ((0, 1), (0, 2), (1, 0))
    assert (plan.objective, plan.bound) == (-6, -6)


def test_a_place_that_cannot_be_filled_is_named_with_its_reason() -> None:
    """Nobody eligible, nobody with the half-days, or somebody who is needed elsewhere."""
    problem = a_problem(
        eligible=[[True, False, True], [True, False, False]],
        effort=[[2, 2], [1, 0], [1, 1]],
        capacity=[[2, 2], [0, 0]],
        places=[2, 1, 1],
    )
    plan = sound(problem, must_fill=True, floor=0)
    reasons = {unplaced.request: unplaced.reason for unplaced in plan.unplaced}
    assert reasons[1] == "nobody_eligible"
    assert set(reasons.values()) <= {"nobody_eligible", "nobody_has_the_half_days", "others_need_them_more"}
    assert not plan.complete


@pytest.mark.parametrize("seed", range(4))
def test_more_capacity_another_pair_or_expert_never_lowers_the_optimum(seed: int) -> None:
    """Whatever is added can be left unused."""
    problem = random_problem(seed, requests=6, experts=4)
    richer = random_problem(seed, requests=6, experts=4, capacity=problem.capacity + 1)
    everyone = random_problem(seed, requests=6, experts=4, eligible=np.ones((4, 6), bool))
    joined = problem.changed(
        expert=np.append(problem.expert, 4),
        request=np.append(problem.request, 0),
        score=np.append(problem.score, 700),
        effort=np.concatenate([problem.need(), [[1, 1]]]),
        capacity=np.concatenate([problem.capacity, [[3, 3]]]),
    )
    least = sound(problem, floor=0).objective
    assert sound(richer, floor=0).objective >= least
    assert sound(everyone, floor=0).objective >= least
    assert sound(joined, floor=0).objective >= least


@pytest.mark.parametrize("seed", range(4))
def test_a_higher_floor_never_raises_the_total(seed: int) -> None:
    """Fairness is paid for, never earned twice."""
    problem = random_problem(seed, requests=7, experts=4)
    totals = [sound(problem, floor=floor, exact_leximin=False).total for floor in (0, 0.5, 0.9, 1.0)]
    assert totals == sorted(totals, reverse=True)


def test_an_ineligible_expert_changes_nothing() -> None:
    """Somebody who may serve nobody might as well not be there."""
    problem = a_problem()
    more = a_problem(
        scores=[[900, 500, 400], [600, 800, 300], [999, 999, 999]],
        eligible=[[True] * 3, [True] * 3, [False] * 3],
        capacity=[[2, 2], [2, 2], [9, 9]],
    )
    assert sound(more).pairs == sound(problem).pairs


def test_the_order_of_experts_and_requests_does_not_matter() -> None:
    """Permuting both permutes the plan's pairs and leaves the objective."""
    problem = random_problem(5, experts=4, requests=6)
    draw = np.random.default_rng(5)
    scores, eligible = draw.integers(0, 1001, (4, 6)), draw.random((4, 6)) < 0.8
    effort, capacity = draw.integers(0, 4, (4, 6, 2)), draw.integers(0, 6, (4, 2))
    places, groups = draw.integers(0, 3, 6), draw.integers(0, 3, 6)
    i, j = np.array([2, 0, 3, 1]), np.array([5, 3, 0, 1, 4, 2])
    turned = Problem(scores[i][:, j], eligible[i][:, j], effort[i][:, j], capacity[i], places[j], groups[j])
    assert sound(turned).objective == sound(problem).objective


def test_two_prefectures_that_share_nobody_add_up() -> None:
    """The optimum of both together is the sum of the optima."""
    one, two = (a_round(seed, experts=4, requests=8, groups=2) for seed in (1, 2))
    both = Problem.from_pairs(
        expert=np.concatenate([one.expert, two.expert + 4]),
        request=np.concatenate([one.request, two.request + 8]),
        score=np.concatenate([one.score, two.score]),
        effort=np.concatenate([one.need(), two.need()]),
        effort_by="pair",
        capacity=np.concatenate([one.capacity, two.capacity]),
        places=np.concatenate([one.places, two.places]),
        groups=np.zeros(16, int),
    )
    apart = sound(one, floor=0).objective + sound(two, floor=0).objective
    assert sound(both, floor=0).objective == apart


def test_a_joint_request_counts_for_each_of_its_municipalities_by_effort() -> None:
    """Two municipalities share one request three to one; both are served by it."""
    plan = sound(a_problem(groups=[[3, 1], [0, 2], [0, 2]], places=[1, 0, 0]))
    assert plan.utility == (1.0, 1.0)


@pytest.mark.parametrize(
    "changes",
    [
        {"capacity": np.zeros((2, 2), int)},
        {"scores": np.zeros((0, 3), int), "eligible": np.zeros((0, 3), bool), "capacity": np.zeros((0, 2), int)},
        {"effort": np.zeros((3, 2), int)},
        {"places": [9, 9, 9]},
        {"places": [0, 0, 0]},
        {"scores": np.full((2, 3), 500)},
        {"scores": np.full((2, 3), -500)},
        {"groups": [0, 0, 0]},
        {"eligible": np.zeros((2, 3), bool)},
    ],
)
@pytest.mark.parametrize("must_fill", [False, True])
def test_strange_rounds_get_an_honest_plan(changes: dict[str, Any], must_fill: bool) -> None:
    """Nobody free, nobody there, no effort, more places than experts, all ties, one municipality with everything."""
    sound(a_problem(**changes), must_fill=must_fill)


def test_a_round_without_requests_has_an_empty_plan() -> None:
    """Nothing asked, nothing planned, nothing wrong."""
    empty = Problem(np.zeros((2, 0), int), np.zeros((2, 0), bool), np.zeros((0, 1), int), [[1], [1]], [], [])
    assert sound(empty).pairs == ()


def test_the_same_seed_gives_the_same_plan() -> None:
    """Planned twice, every pair is the same."""
    problem = random_problem(8, experts=5, requests=12)
    assert solve(problem, seed=3).pairs == solve(problem, seed=3).pairs


def loaded_by(work: str) -> set[str]:
    """What this work loads beyond the standard library, in a process of its own."""
    code = (
        f"import sys; before = set(sys.modules); {work}; "
        "print(*{name.split('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_planner_loads_no_solver() -> None:
    """numpy only; highspy comes when a programme is solved."""
    assert loaded_by("import matching.plan") <= {"numpy", "matching"}


def test_planning_loads_numpy_and_the_solver_only() -> None:
    """A whole plan with floors, from the first import on."""
    problem = "Problem([[9, 8]], [[1, 1]], [[1], [1]], [[1]], [1, 1], [0, 1])"
    assert loaded_by(f"from matching.plan import Problem, solve; solve({problem})") <= {"numpy", "matching", "highspy"}
