"""Large rounds: prices and packings bound the total, plans are rounded from them and improved; then the floors."""

from matching.plan.arrays import Flags
from matching.plan.case import Case
from matching.plan.clock import Clock
from matching.plan.draft import Draft, Fairness
from matching.plan.search import Search
from matching.plan.target import target_bound

PLAIN_TIME, TARGET_TIME, LIFT_TIME = 0.35, 0.35, 0.35
"""Shares of the time left, one after the other, when a floor is asked for."""

PRICE_TIME = 0.6
"""Share of the time left that prices may take before the plan is polished with them."""

TARGET_ROUNDS = 150


def plan_large(case: Case, clock: Clock, *, start: Flags, share: float) -> Draft:
    """The best plan found in time, with the bound that prices prove."""
    search = Search.begin(case, clock, start=start)
    if not case.wants_fairness(share):
        search.run(clock.within(PRICE_TIME * clock.left), step="prices")
        search.polish(clock)
        return Draft(search.plan, search.bound, Fairness(), "prices")
    search.run(clock.within(PLAIN_TIME * clock.left), step="prices")
    fairness, fair = _fairness(search, clock, share=share)
    floored = search.with_floors(fairness.level, start=fair)
    floored.run(clock.within(PRICE_TIME * clock.left), step="floors")
    floored.polish(clock)
    return Draft(floored.plan, floored.bound, fairness, "prices with floors")


def _fairness(search: Search, clock: Clock, *, share: float) -> tuple[Fairness, Flags]:
    """What can be promised: t* is bounded as far as the plan needs it, and the plan lifted as far as the bound asks."""
    case, plan = search.case, search.plan
    worst = case.worst(plan)
    limited = clock.within(TARGET_TIME * clock.left)
    high = target_bound(
        case, limited, price=search.pricing.price, low=worst, enough=worst / share, rounds=TARGET_ROUNDS
    )
    if worst < share * high:
        plan = search.lifted(plan, clock.within(LIFT_TIME * clock.left), level=share * high)
    return Fairness.between(case.worst(plan), high, share=share), plan
