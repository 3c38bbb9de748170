"""Where half-days are scarce: what one more would be worth, by field and month, for next year's tender."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matching.plan.arrays import Real, Whole
from matching.plan.clock import Clock
from matching.plan.desk import Desk
from matching.plan.first_prices import settle_prices
from matching.plan.greedy import fill
from matching.plan.market import open_market
from matching.plan.months import MonthPrices
from matching.plan.problem import Problem
from matching.plan.result import Plan


@dataclass(frozen=True, slots=True)
class Scarcity:
    """One field in one month: score one more half-day would add (estimated by month prices), half-days its experts
    have, half-days the plan uses, and half-days asked by requests of the field that found nobody."""

    field: str
    month: int
    price: float
    available: int
    used: int
    unmet: int


def scarcity(
    problem: Problem,
    plan: Plan,
    *,
    experts: Mapping[str, frozenset[int]],
    requests: Mapping[str, frozenset[int]],
    time_limit_s: float = 5.0,
) -> tuple[Scarcity, ...]:
    """By field and month, the scarcest first; `experts` and `requests` name who offers and who asks for a field."""
    price, used, unmet = month_prices(problem, time_limit_s=time_limit_s), _used(problem, plan), _unmet(problem, plan)
    found = []
    for name in sorted(experts):
        offering, asking = sorted(experts[name]), sorted(requests.get(name, frozenset()))
        for month in range(problem.months):
            available = problem.capacity[offering, month]
            found.append(
                Scarcity(
                    field=name,
                    month=month,
                    price=round(float(price[offering, month].max(initial=0)), 1),
                    available=int(available.sum()),
                    used=int(used[offering, month].sum()),
                    unmet=int(unmet[asking, month].sum()),
                )
            )
    return tuple(sorted(found, key=lambda entry: (-entry.price, -entry.unmet, entry.field, entry.month)))


def month_prices(problem: Problem, *, time_limit_s: float = 5.0) -> Real:
    """What one more half-day of an expert's month would add to the total, experts × months (shadow prices of the
    relaxation, approached by subgradient)."""
    market = open_market(problem)
    months = MonthPrices(market.capacity.astype(float), np.zeros(market.capacity.shape))
    desk = Desk(market)
    fill(desk, market.worth)
    settle_prices(market, months, Clock(time_limit_s), aim=float(market.worth[desk.plan()].sum()))
    return months.price


def _used(problem: Problem, plan: Plan) -> Whole:
    used = np.zeros_like(problem.capacity)
    rows = problem.find(np.array(plan.pairs, np.int64).reshape(-1, 2))
    np.add.at(used, problem.expert[rows], problem.need(rows))
    return used


def _unmet(problem: Problem, plan: Plan) -> Whole:
    """Half-days of empty places; the effort of a request is that of its least demanding eligible pair."""
    unmet = np.zeros((problem.requests, problem.months), np.int64)
    for empty in plan.unplaced:
        rows = np.nonzero(problem.request == empty.request)[0]
        if len(rows):
            least = rows[problem.need(rows).sum(axis=1).argmin()]
            unmet[empty.request] = empty.places * problem.need(least)
    return unmet
