"""Lifting municipalities that fall short: a few experts they could use are planned anew in their favour."""

import numpy as np

from matching.plan.arrays import Flags, Real, sums
from matching.plan.blocks import SIZE, Blocks
from matching.plan.clock import Clock
from matching.plan.polishing import Polisher

FAVOUR = 10.0
"""The score of the group to be lifted counts so much more than anything else."""

BEST_FITTING = 6
"""A block begins with so many experts whose pairs suit the group best."""

TRIES = 4
"""So often in a row a group may fail to rise before it is left as it is."""

BLOCK_SECONDS = 0.5


def lift(polisher: Polisher, plan: Flags, clock: Clock, *, level: float, blocks: Blocks, reach: Flags) -> Flags:
    """The plan with every group at the level as far as blocks allow; groups above it stay above it."""
    case = polisher.case
    patience = np.full(len(case.claims.due), TRIES)
    while not clock.over:
        utility = case.claims.utility(case.claims.held(case.market, plan))
        short = case.claims.live & (utility < level - 1e-9) & (patience > 0)
        if not short.any():
            break
        group = int(np.where(short, utility, np.inf).argmin())
        plan = _lift_one(polisher, plan, clock, group=group, level=level, blocks=blocks, reach=reach)
        risen = case.claims.utility(case.claims.held(case.market, plan))[group] > utility[group] + 1e-9
        patience[group] = TRIES if risen else patience[group] - 1
    return plan


def _lift_one(
    polisher: Polisher, plan: Flags, clock: Clock, *, group: int, level: float, blocks: Blocks, reach: Flags
) -> Flags:
    case = polisher.case
    ours = _share_of(polisher, group)[case.market.request]
    experts = blocks.grown(_best_fitting(polisher, plan, ours, blocks), size=SIZE + BEST_FITTING)
    part = polisher.part(plan, experts, reach | (ours > 0))
    held = case.claims.held(case.market, plan)
    floors = np.minimum(held, case.claims.floors(level))
    worth = case.market.worth + FAVOUR * ours * case.market.score
    return polisher.decide(part, clock.within(BLOCK_SECONDS), worth=worth, floors=floors)


def _share_of(polisher: Polisher, group: int) -> Real:
    """The group's share of every request."""
    chosen = np.zeros(len(polisher.case.claims.due))
    chosen[group] = 1.0
    return polisher.case.claims.groups.per_request(chosen)


def _best_fitting(polisher: Polisher, plan: Flags, ours: Real, blocks: Blocks) -> Flags:
    """Experts drawn by what they could add to the group."""
    market = polisher.case.market
    could_add = sums(market.expert, ours * market.score**2 * ~plan, count=market.experts)
    drawn = np.zeros(market.experts, bool)
    while could_add.any() and drawn.sum() < BEST_FITTING:
        drawn |= blocks.pick(could_add, 1)
        could_add[drawn] = 0
    return drawn
