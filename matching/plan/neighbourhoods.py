"""Large-neighbourhood search: a dozen experts in doubt are planned anew, exactly, then others."""

from matching.plan.arrays import Flags, Real, sums
from matching.plan.blocks import SIZE, Blocks
from matching.plan.clock import Clock
from matching.plan.polishing import Polisher

BLOCK_SECONDS = 1.0

PATIENCE, MOST = 30, 64
"""After so many blocks in a row without gain they grow, up to so many experts."""

SELDOM = 0.01
"""Experts without any doubt are drawn so often beside one full doubt."""


def polish_blocks(
    polisher: Polisher, plan: Flags, clock: Clock, *, blocks: Blocks, reach: Flags, average: Real, target: float
) -> Flags:
    """Polish block by block until the plan is worth the target or time is up; the average tells where doubt is."""
    market = polisher.case.market
    doubt = SELDOM + sums(market.expert, average * (1 - average), count=market.experts)
    size, failed = SIZE, 0
    while not clock.over and market.worth[plan].sum() < target:
        before = plan
        plan = polisher.block(plan, blocks.around(doubt, size=size), reach, clock.within(BLOCK_SECONDS))
        failed = failed + 1 if plan is before else 0
        if failed == PATIENCE:
            size, failed = min(2 * size, MOST), 0
        clock.tell("neighbourhoods", objective=market.objective(plan), bound=market.settled + target)
    return plan
