"""solve(): one door to the planner; which way a round is planned is decided here."""

from dataclasses import replace

import numpy as np

from matching.plan.case import Case
from matching.plan.clock import Clock, Listener
from matching.plan.desk import Desk
from matching.plan.draft import Draft, Fairness
from matching.plan.effort import Effort
from matching.plan.errors import ParameterError
from matching.plan.fairness import Claims
from matching.plan.greedy import fill
from matching.plan.large import plan_large
from matching.plan.market import Market, open_market
from matching.plan.one_month import is_one_month, plan_one_month
from matching.plan.problem import Problem
from matching.plan.result import Plan, Settings, write_up
from matching.plan.small import is_small, plan_small

WORKING_TIME = 0.97
"""The rest of the time limit is for finishing what was begun."""

EXACT_TIME = 0.6
"""So much of the time a small round may spend on being proven before prices take over."""


def solve(
    problem: Problem,
    *,
    time_limit_s: float = 10.0,
    floor: float = 0.9,
    kept_bonus: int = 100,
    exact_leximin: bool | None = None,
    must_fill: bool = False,
    threads: int = 1,
    seed: int = 0,
    progress: Listener | None = None,
) -> Plan:
    """The best plan found within the time limit (seconds), with a proven bound; every group holds floor × t* where t*
    is proven. `progress` is told now and then and stops the search by returning False. ParameterError for arguments
    out of range."""
    settings = Settings(time_limit_s, floor, kept_bonus, exact_leximin, must_fill, threads, seed)
    _check(settings)
    clock = Clock(WORKING_TIME * time_limit_s, progress)
    market = open_market(problem, kept_bonus=kept_bonus, must_fill=must_fill)
    case = Case(market, Claims.of(problem, market), Effort(threads, seed))
    draft = _draft(case, clock, settings)
    draft = replace(draft, bound=min(draft.bound, easy_bound(market)))
    return write_up(problem, case, draft, seconds=clock.seconds, settings=settings)


def solve_again(problem: Problem, settings: Settings) -> Plan:
    """A changed problem under the settings of an earlier plan."""
    return solve(
        problem,
        time_limit_s=settings.time_limit_s,
        floor=settings.floor,
        kept_bonus=settings.kept_bonus,
        exact_leximin=settings.exact_leximin,
        must_fill=settings.must_fill,
        threads=settings.threads,
        seed=settings.seed,
    )


def _draft(case: Case, clock: Clock, settings: Settings) -> Draft:
    market, share = case.market, settings.floor
    draft, proven = _greedy(case), False
    clock.tell("greedy", objective=market.objective(draft.chosen), bound=market.settled + draft.bound)
    if clock.over or not len(market.row):
        return draft
    if is_one_month(market):
        found = plan_one_month(case, clock, start=draft.chosen, share=share)
        draft, proven = found or draft, found is not None
    elif is_small(market):
        limited = clock.within(EXACT_TIME * clock.left)
        draft, proven = plan_small(case, limited, start=draft.chosen, share=share, exact_leximin=settings.exact_leximin)
    if proven or clock.over:
        return draft
    large = plan_large(case, clock, start=draft.chosen, share=share)
    # Without floors both bounds speak of the same plans.
    return large if case.wants_fairness(share) else replace(large, bound=min(large.bound, draft.bound))


def _greedy(case: Case) -> Draft:
    desk = Desk(case.market)
    fill(desk, case.market.worth)
    return Draft(desk.plan(), easy_bound(case.market), Fairness(), "greedy")


def easy_bound(market: Market) -> float:
    """Every request served by its best pairs, as if experts had time for everybody. Those are never left aside."""
    order = np.lexsort((-market.worth, market.request))
    request = market.request[order]
    rank = np.arange(len(order)) - np.searchsorted(request, np.arange(market.requests))[request]
    return float(market.worth[order][rank < market.places[request]].sum())


def _check(settings: Settings) -> None:
    _demand(settings.time_limit_s >= 0, "time_limit_s", "0 or more seconds", settings.time_limit_s)
    _demand(0 <= settings.floor <= 1, "floor", "between 0 and 1", settings.floor)
    _demand(settings.kept_bonus >= 0, "kept_bonus", "0 or more", settings.kept_bonus)
    _demand(settings.threads >= 1, "threads", "1 or more", settings.threads)


def _demand(holds: bool, name: str, rule: str, value: float) -> None:
    if not holds:
        raise ParameterError(f"{name} must be {rule}, not {value}")
