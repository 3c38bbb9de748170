"""What the planner hands over before it is written up: a feasible plan and what is proven about it."""

from dataclasses import dataclass
from typing import Self

from matching.plan.arrays import Flags


@dataclass(frozen=True, slots=True, eq=False)
class Fairness:
    """The worst-off utility t* lies in [low, high]; `level` is the utility promised to every group in the plan."""

    low: float = 0.0
    high: float = 1.0
    level: float = 0.0

    @classmethod
    def between(cls, low: float, high: float, *, share: float) -> Self:
        """The level to promise is the share of t*, taken at the upper end of what t* may be if a plan reaches that."""
        high = max(low, high)
        return cls(low, high, min(share * high, low))


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A plan, a bound in the market's worth for every plan that keeps `fairness.level`, and the method."""

    chosen: Flags
    bound: float
    fairness: Fairness
    method: str
