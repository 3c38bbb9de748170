"""Deflected subgradient steps towards the least bound: the rule that moves prices, whatever they price."""

from dataclasses import dataclass, field

import numpy as np

from matching.plan.arrays import Real

MEMORY = 0.3
"""How much of the last direction stays in the next one."""


@dataclass(slots=True, eq=False)
class Steps:
    """Prices ≥ 0 on their way; `best` is where the least bound was found."""

    point: Real
    size: float = 0.3
    shrink: float = 0.7
    patience: int = 3
    best: Real = field(init=False)
    bound: float = field(init=False, default=np.inf)
    _stalled: int = 0
    _direction: Real | None = None

    def __post_init__(self) -> None:
        self.best = self.point

    def move(self, bound: float, gradient: Real, *, aim: float) -> bool:
        """Take in the bound and its subgradient at the point, step towards `aim`; False when the optimum is reached."""
        if bound < self.bound - 1e-6:
            self.bound, self.best, self._stalled = bound, self.point, 0
        else:
            self._stalled += 1
        if self._stalled >= self.patience:
            self.size *= self.shrink
            self._stalled, self.point, self._direction = 0, self.best, None
        last = gradient if self._direction is None else self._direction
        self._direction = (1 - MEMORY) * gradient + MEMORY * last
        free = np.where((self.point <= 0) & (self._direction > 0), 0, self._direction)
        length = float(free @ free)
        if length < 1e-9:
            return False
        step = self.size * max(bound - aim, 1e-4 * abs(aim)) / length
        self.point = np.maximum(0, self.point - step * free)
        return True
