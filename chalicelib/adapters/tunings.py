"""The engine's parameters in DynamoDB."""

import time
from collections.abc import Callable

from chalicelib.adapters import keys
from chalicelib.adapters.errands import marked
from chalicelib.adapters.items import recalled, stored
from chalicelib.adapters.table import ConditionsFailed, Table, put
from chalicelib.domain.errors import LostRace, NotFound
from chalicelib.domain.tuning import Tuning, TuningChange

NEW = "attribute_not_exists(pk)"
FRESH_S = 60.0


class TuningTable:
    """`ports.TuningRecords` on the table.

    Every ranking asks, and the answer changes once a year: it is read again after a minute. What was ranked meanwhile
    says in its receipt with which parameters.
    """

    def __init__(self, table: Table, *, timer: Callable[[], float] = time.monotonic) -> None:
        self.table, self._timer = table, timer
        self._known: tuple[float, Tuning | None] | None = None

    def current(self) -> Tuning | None:
        if self._known is None or self._timer() - self._known[0] > FRESH_S:
            self._known = self._timer(), self.latest()
        return self._known[1]

    def latest(self) -> Tuning | None:
        try:
            return recalled(Tuning, self.table.get(keys.tuning()))
        except NotFound:
            return None

    def commit(self, change: TuningChange) -> None:
        item, event = stored(change.tuning, keys.tuning()), change.event
        if change.expected_version:
            written = put(item, "version = :version", version=change.expected_version)
        else:
            written = put(item, NEW)
        try:
            sealed = put(stored(event, keys.event(event.record, event.sequence)), NEW)
            self.table.transact([written, sealed], errand=marked(event))
        except ConditionsFailed:
            raise LostRace(event.record) from None
        self._known = self._timer(), change.tuning
