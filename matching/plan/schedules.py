"""Schedules of all experts at once, without search: each takes its pairs in some order as long as they fit."""

import numpy as np

from matching.plan.arrays import Flags, Real
from matching.plan.calendars import Calendars, Words
from matching.plan.months import Wanted


def first_fit(wanted: Wanted, *, key: Real, left: Words, need: Words, calendars: Calendars) -> Flags:
    """Every expert goes through its wanted pairs by falling key; the n-th pairs of all experts are one step."""
    order = np.lexsort((-key, wanted.expert))
    turn = np.arange(len(order)) - wanted.starts[wanted.expert[order]]
    order = order[np.argsort(turn, kind="stable")]
    left, taken = left.copy(), np.zeros(len(order), bool)
    for pairs in np.split(order, np.cumsum(np.bincount(turn))[:-1]) if len(order) else ():
        expert = wanted.expert[pairs]
        after, fits = calendars.after(left[:, expert], need[:, pairs])
        taken[pairs] = fits
        left[:, expert[fits]] = after[:, fits]
    return taken
