"""Time left, and whether anybody still wants the answer."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the planner stands: the step it works on, best objective and bound so far, seconds since the start."""

    step: str
    objective: float
    bound: float
    seconds: float


Listener = Callable[[Progress], bool | None]
"""Told about progress now and then; returning False stops the planner with the best plan so far."""


class Timer(Protocol):
    """Seconds that only go up."""

    def __call__(self) -> float: ...


@dataclass(slots=True)
class Clock:
    """The planner's own deadline; listening is part of it because a listener may call time."""

    limit: float
    listener: Listener | None = None
    timer: Timer = time.monotonic
    cancelled: bool = False
    started: float = field(init=False)

    def __post_init__(self) -> None:
        self.started = self.timer()

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return self.timer() - self.started

    @property
    def left(self) -> float:
        """Seconds until the deadline, 0 when it is over or nobody wants the answer any more."""
        return 0.0 if self.cancelled else max(0.0, self.limit - self.seconds)

    @property
    def over(self) -> bool:
        """Whether it is time to stop."""
        return self.left <= 0

    def within(self, seconds: float) -> "Clock":
        """A clock for a part of the work: the same listener, at most so many seconds and never beyond this one."""
        return Clock(limit=min(seconds, self.left), listener=self._pass_on, timer=self.timer)

    def tell(self, step: str, *, objective: float, bound: float) -> None:
        """Report progress; a listener that answers False stops the clock."""
        self._pass_on(Progress(step, objective, bound, self.seconds))

    def _pass_on(self, progress: Progress) -> bool:
        # What a part of the work tells counts its own seconds; listeners are told those since the start.
        if self.listener is not None and self.listener(replace(progress, seconds=self.seconds)) is False:
            self.cancelled = True
        return not self.cancelled
