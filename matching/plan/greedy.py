"""The plain greedy plan: pairs by falling key, each placed if it still fits. The start of everything, and the rival."""

import numpy as np

from matching.plan.arrays import Real
from matching.plan.desk import Desk


def fill(desk: Desk, key: Real) -> None:
    """Place pairs on the desk by falling key (ties: expert, then month), as long as places and half-days last."""
    places, request = desk.places, desk.request
    for pair in np.argsort(-key, kind="stable").tolist():
        if places[request[pair]] and not desk.chosen[pair] and desk.fits(pair):
            desk.put(pair)
