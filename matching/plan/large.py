"""Large rounds: prices and packings bound the total, plans are rounded from them and improved; then the floors."""

from matching.plan.arrays import Flags
from matching.plan.case import Case
from matching.plan.clock import Clock
from matching.plan.draft import Draft, Fairness
from matching.plan.search import Search
from matching.plan.target import target_bound

PLAIN_TIME, LIFT_TIME, TARGET_TIME = 0.45, 0.3, 0.3
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
    """What can be promised: a plan lifted as far as the promise could go, and a bound on t* as low as it needs to be."""
    case = search.case
    most = case.best_conceivable()
    wanted = share * most
    fair = search.lifted(search.plan, clock.within(LIFT_TIME * clock.left), level=wanted)
    low, high = case.worst(fair), most
    if low < wanted:
        high = target_bound(
            case, clock.within(TARGET_TIME * clock.left), price=search.pricing.price, low=low,
            enough=low / share, rounds=TARGET_ROUNDS,
        )
    fairness = Fairness.between(low, high, share=share)
    return fairness, search.plan if case.worst(search.plan) >= fairness.level else fair
