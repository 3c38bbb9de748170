"""Small rounds: fairness first, then the total, each proven by HiGHS."""

from matching.plan.arrays import Flags
from matching.plan.case import Case
from matching.plan.clock import Clock
from matching.plan.draft import Draft, Fairness
from matching.plan.exact import best_plan
from matching.plan.halving import fair_target
from matching.plan.leximin import NO_LEXIMIN, Leximin, leximin
from matching.plan.market import Market

MOST_REQUESTS = 100
MOST_PAIRS = 20_000
"""Beyond these sizes prices find more in the same time than branch and bound."""

LEXIMIN_GROUPS = 50
LEXIMIN_SIZE = 2_500
"""Unasked, exact leximin is computed up to so many groups and pairs × groups: about a tenth of a second."""

FAIRNESS_TIME = 0.4
"""Of the time left, so much may go into fairness."""


def is_small(market: Market) -> bool:
    """Whether the whole programme is worth trying first."""
    return market.requests <= MOST_REQUESTS and len(market.row) <= MOST_PAIRS


def plan_small(
    case: Case, clock: Clock, *, start: Flags, share: float, exact_leximin: bool | None
) -> tuple[Draft, bool]:
    """The plan and whether it is proven best; without proof it is the best found in time."""
    fairness, levels, fair = Fairness(), NO_LEXIMIN, start
    if case.wants_fairness(share):
        limited = clock.within(FAIRNESS_TIME * clock.left)
        wanted = _wants_leximin(case) if exact_leximin is None else exact_leximin
        fairness, levels, fair = _fairness(case, limited, start=start, share=share, exact_leximin=wanted)
    found = best_plan(case, clock, floors=case.claims.floors(fairness.level), start=fair, levels=levels)
    chosen = fair if found.chosen is None else found.chosen
    return Draft(chosen=chosen, bound=found.bound, fairness=fairness, method="exact"), found.proven


def _fairness(
    case: Case, clock: Clock, *, start: Flags, share: float, exact_leximin: bool
) -> tuple[Fairness, Leximin, Flags]:
    if not exact_leximin:
        interval = fair_target(case, clock, start=start, share=share)
        return Fairness.between(interval.low, interval.high, share=share), NO_LEXIMIN, interval.plan
    levels, plan, high = leximin(case, clock)
    fair = start if plan is None else plan
    return Fairness.between(case.worst(fair), high, share=share), levels.shared(share), fair


def _wants_leximin(case: Case) -> bool:
    groups = int(case.claims.live.sum())
    return groups <= LEXIMIN_GROUPS and groups * len(case.market.row) <= LEXIMIN_SIZE
