"""What is going to happen, in order of time; of two things at the same moment the one that was planned first."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

Deed = Callable[[], None]


@dataclass
class Agenda:
    """Deeds with their moments, aware, in UTC."""

    _deeds: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=count)

    def at(self, moment: datetime, deed: Deed) -> None:
        """Plan a deed; one whose moment is over already comes next."""
        heapq.heappush(self._deeds, (moment, next(self._order), deed))

    def until(self, end: datetime) -> Iterator[tuple[datetime, Deed]]:
        """Every deed before the end, also those that deeds plan meanwhile; what lies beyond stays undone."""
        while self._deeds and self._deeds[0][0] < end:
            moment, _, deed = heapq.heappop(self._deeds)
            yield moment, deed
