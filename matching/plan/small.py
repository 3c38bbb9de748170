"""Small rounds: fairness first, then the total, each proven by HiGHS."""

from matching.plan.arrays import Flags
from matching.plan.clock import Clock
from matching.plan.draft import Draft, Fairness, promised
from matching.plan.exact import Effort, best_plan, fair_target
from matching.plan.fairness import Claims
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
    market: Market, claims: Claims, clock: Clock, *, start: Flags, share: float, exact_leximin: bool | None, effort: Effort
) -> tuple[Draft, bool]:
    """The plan and whether it is proven best; without proof it is the best found in time."""
    fairness, levels, fair = _fairness(
        market, claims, clock.within(FAIRNESS_TIME * clock.left), start=start, share=share,
        exact_leximin=exact_leximin, effort=effort,
    )
    found = best_plan(
        market, claims, clock, floors=claims.floors(fairness.level), start=fair, levels=levels, effort=effort
    )
    chosen = fair if found.chosen is None else found.chosen
    return Draft(chosen=chosen, bound=found.bound, fairness=fairness, method="exact"), found.proven


def _fairness(
    market: Market, claims: Claims, clock: Clock, *, start: Flags, share: float, exact_leximin: bool | None, effort: Effort
) -> tuple[Fairness, Leximin, Flags]:
    if share <= 0 or not claims.live.any():
        return Fairness(), NO_LEXIMIN, start
    levels = NO_LEXIMIN
    if _wants_leximin(market, claims, exact_leximin):
        levels, fair, high = leximin(market, claims, clock, effort=effort)
    else:
        fair, high = fair_target(market, claims, clock, effort=effort)
    fair = start if fair is None else fair
    low = claims.worst(market, fair)
    level = promised(share, low=low, high=max(low, high))
    return Fairness(low=low, high=max(low, high), level=level), levels.shared(share), fair


def _wants_leximin(market: Market, claims: Claims, asked: bool | None) -> bool:
    groups = int(claims.live.sum())
    if asked is None:
        return groups <= LEXIMIN_GROUPS and groups * len(market.row) <= LEXIMIN_SIZE
    return asked
