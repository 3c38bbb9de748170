"""Monthly rounds in DynamoDB: the round and its note of progress in one partition, its plans in another."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from chalicelib.adapters import keys
from chalicelib.adapters.errands import marked
from chalicelib.adapters.items import Item, plain, recalled, recalled_plan, stored, stored_plan
from chalicelib.adapters.table import ConditionsFailed, Table, put
from chalicelib.domain.errors import LostRace, NotFound
from chalicelib.domain.plan import RoundPlan
from chalicelib.domain.round import Progress, Round, RoundChange, RoundRow
from chalicelib.domain.trial import Trial
from chalicelib.service.ports import Page

NEW = "attribute_not_exists(pk)"
WAITING = ("queued", "planning")
Note = TypeVar("Note", Progress, Trial)


class RoundTable:
    """`ports.RoundRecords` on the table; the prefecture's watcher partition holds the list."""

    def __init__(self, table: Table, *, prefecture: str) -> None:
        self.table, self.prefecture = table, prefecture

    def round(self, round_id: str) -> Round:
        return recalled(Round, self.table.get(keys.round_(round_id)))

    def plan(self, round_id: str, plan_id: str) -> RoundPlan:
        return recalled_plan(self.table.get(keys.plan(round_id, plan_id)))

    def plans(self, round_id: str) -> Sequence[RoundPlan]:
        return [recalled_plan(item) for item in self.table.partition(keys.plans(round_id))]

    def commit(self, change: RoundChange) -> None:
        item, event = _stored_round(change.round), change.event
        if change.expected_version:
            written = put(item, "version = :version", version=change.expected_version)
        else:
            written = put(item, NEW)
        actions = [written, put(stored(event, keys.event(event.record, event.sequence)), NEW)]
        row = keys.round_row(self.prefecture, change.round.id)
        actions.append(put(stored(RoundRow.of(change.round), row)))
        if change.plan:
            actions.append(put(stored_plan(change.plan, keys.plan(change.round.id, change.plan.id)), NEW))
        try:
            self.table.transact(actions, errand=marked(event))
        except ConditionsFailed:
            raise LostRace(change.round.id) from None

    def rows(self, *, cursor: str | None = None, limit: int = 50) -> Page[RoundRow]:
        pk = keys.watcher(self.prefecture)
        found, after = self.table.newest(pk, "ROUND#", cursor=cursor, limit=limit)
        return Page([recalled(RoundRow, item) for item in found], after)

    def note(self, progress: Progress) -> None:
        self.table.put(stored(progress, keys.progress(progress.round_id)))

    def progress(self, round_id: str) -> Progress | None:
        return self._if_any(Progress, keys.progress(round_id))

    def put_trial(self, trial: Trial) -> None:
        self.table.put(stored(trial, keys.trial(trial.round_id)))

    def trial(self, round_id: str) -> Trial | None:
        return self._if_any(Trial, keys.trial(round_id))

    def due(self, now: datetime, *, limit: int = 25) -> Sequence[str]:
        return [str(plain(item)["id"]) for item in self.table.due("ROUNDS", keys.stamp(now), limit=limit)]

    def _if_any(self, record_type: type[Note], key: keys.Key) -> Note | None:
        try:
            return recalled(record_type, self.table.get(key))
        except NotFound:
            return None


def _stored_round(whole: Round) -> Item:
    """A round as an item; in the queue while it waits for its plan."""
    queue = keys.due("ROUNDS", whole.due) if whole.state in WAITING else {}
    return stored(whole, keys.round_(whole.id), queue)
