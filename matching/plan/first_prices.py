"""Where request prices start: below the first pair left out, then some cheap rounds with month prices alone."""

import numpy as np

from matching.plan.arrays import Real
from matching.plan.ascent import Steps
from matching.plan.clock import Clock
from matching.plan.market import ROUNDING, Market
from matching.plan.months import MonthPrices, Wanted

START = 0.15
"""First prices lie so far below the best pair that cannot be served."""

ROUNDS, SIZE = 60, 0.3
FIRST_STEPS, STEPS = 40, 3
WEAKNESS = 1.02
"""Month prices alone prove about so much more than packings do; aiming lower would overshoot."""


def first_prices(market: Market) -> Real:
    """A little below the best pair that finds no place any more."""
    order = np.lexsort((-market.worth, market.request))
    request = market.request[order]
    rank = np.arange(len(order)) - np.searchsorted(request, np.arange(market.requests))[request]
    beaten = order[rank == market.places[request]]
    own = market.worth[beaten] - market.shortfall
    price = np.zeros(market.requests)
    price[market.request[beaten]] = np.maximum(0, market.shortfall + own - START * abs(own))
    return price


def settle_prices(market: Market, months: MonthPrices, clock: Clock, *, aim: float) -> Steps:
    """Some rounds in which every expert may take any pair that pays for its half-days; the best prices and bound."""
    steps = Steps(first_prices(market), size=SIZE)
    for number in range(ROUNDS):
        if clock.over:
            break
        wanted = Wanted.at(market, market.worth - steps.point[market.request])
        limit, reduced = months.improve(wanted, steps=FIRST_STEPS if number == 0 else STEPS)
        wished = np.bincount(market.request[wanted.pair[reduced > 0]], minlength=market.requests)
        rest = market.cut.could_add(places=market.places, price=steps.point, weight=np.zeros(market.requests))
        bound = float(limit.sum() + market.places @ steps.point) + rest + ROUNDING * market.experts
        if not steps.move(bound, (market.places - wished).astype(float), aim=_raised(market, aim)):
            break
    return steps


def _raised(market: Market, aim: float) -> float:
    """The aim plus the usual weakness, measured in the problem's own terms."""
    return aim + (WEAKNESS - 1) * abs(aim + market.settled)
