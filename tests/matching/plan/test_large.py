"""Rounds beyond the exact programme: sound, bounded, fair, repeatable, and on time."""

import time

import numpy as np
import pytest

from matching.plan import Problem, Progress, faults, solve
from matching.plan.arrays import Real
from matching.plan.case import Case
from matching.plan.checker import total_score
from matching.plan.clock import Clock
from matching.plan.fairness import Claims
from matching.plan.large import plan_large
from matching.plan.market import Market, open_market
from matching.plan.packing import Packer
from matching.plan.result import Settings, write_up
from tests.matching.plan.builders import a_round, best_total, random_problem


@pytest.mark.parametrize("seed", range(6))
def test_prices_alone_bound_and_nearly_solve_tiny_rounds(seed: int) -> None:
    """The method for large rounds never claims less than the optimum, and finds it on rounds this small."""
    problem = random_problem(seed, experts=4)
    market = open_market(problem)
    case = Case(market, Claims.of(problem, market))
    draft = plan_large(case, Clock(2), start=np.zeros(len(market.row), bool), share=0)
    settings = Settings(2, 0, 0, None, must_fill=False, threads=1, seed=0)
    plan = write_up(problem, case, draft, seconds=0, settings=settings)
    assert faults(problem, plan.pairs) == ()
    assert plan.objective == best_total(problem) <= plan.bound


@pytest.mark.parametrize("seed", range(5))
def test_packings_are_exact_or_bounded(seed: int) -> None:
    """Every expert's packing at given values is as good as the best of all subsets, also when the search is narrow."""
    problem = random_problem(seed, experts=3, requests=8, months=3, places=np.ones(8, int))
    market = open_market(problem)
    draw = np.random.default_rng(seed)
    value = draw.normal(200, 300, len(market.row))
    for width in (1, 400):
        packings = Packer(market).pack(value, width=width, steps=10)
        for expert in range(3):
            best = best_packing(market, value, expert)
            assert packings.bound[expert] >= best - 1e-6
            mine = packings.chosen & (market.expert == expert)
            assert value[mine].sum() <= best + 1e-6
            if width == 400:
                assert packings.bound[expert] == pytest.approx(best, abs=1e-4)


def best_packing(market: Market, value: Real, expert: int) -> float:
    """The best subset of an expert's pairs, by trying all."""
    rows = np.nonzero(market.expert == expert)[0]
    best = 0.0
    for mask in range(1 << len(rows)):
        chosen = rows[[bool(mask >> bit & 1) for bit in range(len(rows))]] if len(rows) else rows
        if (market.need[chosen].sum(axis=0) <= market.capacity[expert]).all():
            best = max(best, float(value[chosen].sum()))
    return best


def test_a_large_round_is_planned_close_to_its_bound() -> None:
    """Half-days that differ by month and travel by pair; a few seconds are enough for a small gap."""
    problem = a_round()
    plan = solve(problem, time_limit_s=4, floor=0)
    assert faults(problem, plan.pairs) == ()
    assert plan.gap < 0.03


def test_every_municipality_holds_the_floor_promised_in_a_large_round() -> None:
    """Nobody stays below the level the plan names."""
    plan = solve(a_round(), time_limit_s=5, floor=0.9)
    assert faults(a_round(), plan.pairs) == ()
    assert min(plan.utility) >= plan.fair_level - 1e-9 > 0


def test_the_time_limit_is_kept() -> None:
    """Never more than a second over, whatever the size."""
    problem = a_round(experts=80, requests=400)
    for limit in (0.0, 0.5, 1.5):
        started = time.monotonic()
        plan = solve(problem, time_limit_s=limit)
        assert time.monotonic() - started < limit + 1
        assert faults(problem, plan.pairs) == ()
        assert plan.bound >= plan.objective


def test_a_listener_that_says_no_stops_the_search_with_the_best_plan_so_far() -> None:
    """Progress is told, and False is an answer."""
    heard: list[Progress] = []

    def listen(progress: Progress) -> bool:
        heard.append(progress)
        return len(heard) < 4

    problem = a_round(experts=80, requests=400)
    started = time.monotonic()
    plan = solve(problem, time_limit_s=30, progress=listen)
    assert time.monotonic() - started < 10
    assert faults(problem, plan.pairs) == ()
    assert heard[-1].bound >= heard[-1].objective


def test_pairs_left_aside_still_count_in_the_bound() -> None:
    """With only the best few pairs of a request in memory the bound holds for all of them."""
    problem = a_round(experts=12, requests=30, groups=3)
    optimum = solve(problem, floor=0, time_limit_s=20)
    market = open_market(problem, most_pairs=60)
    assert market.cut.count.sum() > 0
    case = Case(market, Claims.of(problem, market))
    draft = plan_large(case, Clock(2), start=np.zeros(len(market.row), bool), share=0)
    assert draft.bound >= optimum.objective


def test_more_pairs_than_are_planned_with_still_get_an_honest_plan() -> None:
    """Beyond half a million pairs, and with no time: feasible, and bounded as if everybody got the best."""
    draw = np.random.default_rng(2)
    scores = draw.integers(1, 1001, (700, 800))
    problem = Problem(
        scores=scores,
        eligible=np.ones((700, 800), bool),
        effort=draw.integers(0, 3, (800, 2)),
        capacity=draw.integers(2, 5, (700, 2)),
        places=np.ones(800, int),
        groups=draw.integers(0, 20, 800),
    )
    assert open_market(problem).cut.count.sum() > 0
    plan = solve(problem, time_limit_s=0)
    assert faults(problem, plan.pairs) == ()
    assert total_score(problem, plan.pairs) == plan.objective
    assert plan.bound == scores.max(axis=0).sum() > plan.objective


def test_pins_and_must_fill_hold_in_a_large_round() -> None:
    """A pinned pair stays, and every place that can be filled is."""
    pin = int(np.nonzero(a_round().request == 0)[0][0])
    problem = a_round(pinned=[(int(a_round().expert[pin]), 0)], places=np.ones(150, int), capacity=np.full((40, 6), 60))
    plan = solve(problem, time_limit_s=3, must_fill=True, floor=0)
    assert faults(problem, plan.pairs) == ()
    assert plan.complete


def test_one_month_rounds_use_the_relaxation() -> None:
    """Large one-month capacities are solved by relaxation and core, to a small proven gap."""
    draw = np.random.default_rng(3)
    cost, effort = draw.integers(10, 100, (6, 60)), draw.integers(5, 25, (6, 60))
    problem = Problem(
        scores=-cost,
        eligible=np.ones((6, 60), bool),
        effort=effort[:, :, None],
        capacity=np.full((6, 1), int(effort.sum() * 0.8 / 36)),
        places=np.ones(60, int),
        groups=np.zeros(60, int),
    )
    plan = solve(problem, must_fill=True, floor=0, kept_bonus=0, time_limit_s=5)
    assert faults(problem, plan.pairs) == ()
    assert plan.complete
    assert plan.method == "relaxation and core"
    assert plan.gap < 0.03
