"""Monthly rounds in memory."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.adapters.memory.drawers import Drawers, found, page
from chalicelib.domain.errors import LostRace
from chalicelib.domain.plan import RoundPlan
from chalicelib.domain.round import Progress, Round, RoundChange, RoundRow
from chalicelib.domain.trial import Trial
from chalicelib.service.ports import Page

WAITING = ("queued", "planning")


class MemoryRounds:
    """`ports.RoundRecords`."""

    def __init__(self, drawers: Drawers) -> None:
        self.drawers = drawers

    def round(self, round_id: str) -> Round:
        return found(self.drawers.rounds, round_id)

    def plan(self, round_id: str, plan_id: str) -> RoundPlan:
        return found(self.drawers.plans, (round_id, plan_id))

    def plans(self, round_id: str) -> Sequence[RoundPlan]:
        return [self.drawers.plans[key] for key in sorted(self.drawers.plans) if key[0] == round_id]

    def commit(self, change: RoundChange) -> None:
        with self.drawers.lock:
            self.drawers.refuse_repeated(change.event)
            stored = self.drawers.rounds.get(change.round.id)
            if (stored.version if stored else 0) != change.expected_version:
                raise LostRace(change.round.id)
            self.drawers.rounds[change.round.id] = change.round
            self.drawers.record(change.event)
            if change.plan:
                self.drawers.plans[change.round.id, change.plan.id] = change.plan

    def rows(self, *, cursor: str | None = None, limit: int = 50) -> Page[RoundRow]:
        rows = [RoundRow.of(whole) for whole in self.drawers.rounds.values()]
        return page(rows, lambda row: f"ROUND#{row.id}", prefix="ROUND#", cursor=cursor, limit=limit)

    def note(self, progress: Progress) -> None:
        self.drawers.progress[progress.round_id] = progress

    def progress(self, round_id: str) -> Progress | None:
        return self.drawers.progress.get(round_id)

    def put_trial(self, trial: Trial) -> None:
        self.drawers.trials[trial.round_id] = trial

    def trial(self, round_id: str) -> Trial | None:
        return self.drawers.trials.get(round_id)

    def due(self, now: datetime, *, limit: int = 25) -> Sequence[str]:
        due = [whole for whole in self.drawers.rounds.values() if whole.state in WAITING and whole.due <= now]
        return [whole.id for whole in sorted(due, key=lambda whole: whole.due)[:limit]]
