"""What every part of the planner works on: the market, the claims on it, and how the solver may work."""

from dataclasses import dataclass

import numpy as np

from matching.plan.arrays import Flags
from matching.plan.effort import DEFAULT, Effort
from matching.plan.fairness import Claims
from matching.plan.market import Market


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One round on the planner's table."""

    market: Market
    claims: Claims
    effort: Effort = DEFAULT

    def worst(self, plan: Flags) -> float:
        """The least utility of a group that claims something, 1 when none does."""
        utility = self.claims.utility(self.claims.held(self.market, plan))
        return float(utility[self.claims.live].min()) if self.claims.live.any() else 1.0

    def best_conceivable(self) -> float:
        """A utility that no group can exceed."""
        most = self.claims.utility(self.claims.held(self.market, self.market.score > 0))
        cap = 1.0 if self.claims.groups.weight is None else np.inf
        return float(np.minimum(most, cap).max(initial=0.0, where=self.claims.live))

    def wants_fairness(self, share: float) -> bool:
        """Whether a floor is asked for and anybody claims something."""
        return share > 0 and bool(self.claims.live.any())
