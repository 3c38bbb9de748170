"""Large-neighbourhood search: a dozen experts in doubt are planned anew, exactly, then others."""

from matching.plan.arrays import Flags, Real, sums
from matching.plan.blocks import Blocks
from matching.plan.clock import Clock
from matching.plan.polishing import Polisher

BLOCK_SECONDS = 1.0

SELDOM = 0.01
"""Experts without any doubt are drawn so often beside one full doubt."""


def polish_blocks(
    polisher: Polisher, plan: Flags, clock: Clock, *, blocks: Blocks, reach: Flags, average: Real, target: float
) -> Flags:
    """Polish block by block until the plan is worth the target or time is up; the average tells where doubt is."""
    market = polisher.case.market
    doubt = SELDOM + sums(market.expert, average * (1 - average), count=market.experts)
    while not clock.over and market.worth[plan].sum() < target:
        plan = polisher.block(plan, blocks.around(doubt), reach, clock.within(BLOCK_SECONDS))
        clock.tell("neighbourhoods", objective=market.objective(plan), bound=market.settled + target)
    return plan
