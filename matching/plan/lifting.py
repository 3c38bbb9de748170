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

TRIES = 12
"""So often in a row a group may fail to rise before it is left as it is."""

PATIENT = 4
"""After so many failures the blocks become larger."""

BLOCK_SECONDS = 0.5

RUNG = 0.03
REACHED = 1e-9


def lift(polisher: Polisher, plan: Flags, clock: Clock, *, level: float, blocks: Blocks, reach: Flags) -> Flags:
    """The plan with every group at the level as far as blocks allow, rung by rung: on a low rung those who are well
    off still have something to give."""
    case = polisher.case
    while not clock.over and case.worst(plan) < level - REACHED:
        rung = min(level, case.worst(plan) + RUNG)
        plan = _to_rung(polisher, plan, clock, rung=rung, blocks=blocks, reach=reach)
        if case.worst(plan) < rung - REACHED:
            break
    return plan


def _to_rung(polisher: Polisher, plan: Flags, clock: Clock, *, rung: float, blocks: Blocks, reach: Flags) -> Flags:
    case = polisher.case
    patience = np.full(len(case.claims.due), TRIES)
    while not clock.over:
        utility = case.claims.utility(case.claims.held(case.market, plan))
        short = case.claims.live & (utility < rung - REACHED) & (patience > 0)
        if not short.any():
            break
        group = int(np.where(short, utility, np.inf).argmin())
        size = SIZE * (1 + int(TRIES - patience[group]) // PATIENT)
        plan = _lift_one(polisher, plan, clock, group=group, level=rung, size=size, blocks=blocks, reach=reach)
        risen = case.claims.utility(case.claims.held(case.market, plan))[group] > utility[group] + REACHED
        patience[group] = TRIES if risen else patience[group] - 1
    return plan


def _lift_one(
    polisher: Polisher,
    plan: Flags,
    clock: Clock,
    *,
    group: int,
    level: float,
    size: int,
    blocks: Blocks,
    reach: Flags,
) -> Flags:
    case = polisher.case
    ours = _share_of(polisher, group)[case.market.request]
    beginning = _beginning(polisher, plan, ours, blocks)
    experts = blocks.grown(beginning, size=size + int(beginning.sum()))
    part = polisher.part(plan, experts, reach | (ours > 0))
    floors = np.minimum(case.claims.held(case.market, plan), case.claims.floors(level))
    worth = case.market.worth + FAVOUR * ours * case.market.score
    return polisher.decide(part, clock.within(BLOCK_SECONDS), worth=worth, floors=floors)


def _share_of(polisher: Polisher, group: int) -> Real:
    """The group's share of every request."""
    chosen = np.zeros(len(polisher.case.claims.due))
    chosen[group] = 1.0
    return polisher.case.claims.groups.per_request(chosen)


def _beginning(polisher: Polisher, plan: Flags, ours: Real, blocks: Blocks) -> Flags:
    """Who serves one request of the group now, and some of those who could serve it well."""
    market = polisher.case.market
    best = np.zeros(market.requests)
    np.maximum.at(best, market.request, ours * market.score)
    held = sums(market.request[plan], (ours * market.score)[plan], count=market.requests)
    missing = np.maximum(best * market.places - held, 1e-6 * best)
    request = int(blocks.pick(missing, 1).argmax())
    here = market.request == request
    drawn = np.zeros(market.experts, bool)
    drawn[market.expert[here & plan]] = True
    could = sums(market.expert[here & ~plan], market.score[here & ~plan] ** 2, count=market.experts)
    return drawn | blocks.pick(could, BEST_FITTING) if could.any() else drawn
