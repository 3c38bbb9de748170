"""What the planner hands over before it is written up: a feasible plan and what is proven about it."""

from dataclasses import dataclass

from matching.plan.arrays import Flags


@dataclass(frozen=True, slots=True, eq=False)
class Fairness:
    """The worst-off utility t* lies in [low, high]; `level` is the utility promised to every group in the plan."""

    low: float = 0.0
    high: float = 1.0
    level: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """Chosen pairs of a market, a bound in the market's worth for every plan that keeps `fairness.level`, the method."""

    chosen: Flags
    bound: float
    fairness: Fairness
    method: str


def promised(share: float, *, low: float, high: float) -> float:
    """The level to promise: the asked share of t*, taken at its upper end where a plan is known to reach that."""
    return min(share * high, low)
