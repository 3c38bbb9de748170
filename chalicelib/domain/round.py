"""A round (月次の割当): many open requests planned at once, then approved pair by pair."""

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.audit import AuditEvent
from chalicelib.domain.case import Deed, event_after
from chalicelib.domain.errors import StaleVersion
from chalicelib.domain.plan import Pair, RoundPlan, Wishes
from chalicelib.domain.seal import seals


@dataclass(frozen=True, slots=True)
class Chosen:
    """A request of a round, as it stood when it was chosen."""

    id: str
    number: str
    title: str
    municipalities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Approval:
    """What became of approving a pair: the offer it made, or why it made none, in Japanese."""

    expert_id: str
    request_id: str
    offer_id: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """A monthly round through its life; its number is its id.

    `plan_id` names the plan in force, empty before the first; `due` is when planning counts as broken off; `trouble`
    says in Japanese why the last planning failed.
    """

    id: str
    state: str
    version: int
    head: str
    requests: tuple[Chosen, ...]
    wishes: Wishes
    begun_by: str
    begun_at: datetime
    updated_at: datetime
    due: datetime
    plan_id: str = ""
    trouble: str = ""
    approvals: tuple[Approval, ...] = ()

    @property
    def offered(self) -> frozenset[Pair]:
        """The pairs that have become offers."""
        return frozenset(Pair(done.expert_id, done.request_id) for done in self.approvals if done.offer_id)

    def require(self, version: int | None) -> None:
        """StaleVersion unless the round is still as the asker saw it; None asks for no check."""
        if version is not None and version != self.version:
            raise StaleVersion(self.id)

    def changed(self, deed: Deed, after: "Round | None" = None, *, plan: RoundPlan | None = None) -> "RoundChange":
        """The change that a deed makes of this round; `after` is the round one step on."""
        after = replace(after or self, version=self.version + 1, updated_at=deed.at)
        event = event_after(self, deed, wrote=seals(after, plan))
        return RoundChange(replace(after, head=event.digest), event, plan)


@dataclass(frozen=True, slots=True)
class RoundChange:
    """All that one deed writes, in one transaction: the round, the event, and a new plan."""

    round: Round
    event: AuditEvent
    plan: RoundPlan | None = None

    @property
    def expected_version(self) -> int:
        """The version the stored round must have; 0 when there must be none."""
        return self.round.version - 1


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the planning of a round has come: seconds, the step, and the gap to the bound per mille, if known."""

    round_id: str
    at: datetime
    step: str
    seconds: int
    gap: int | None = None


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round as one line of a list."""

    id: str
    state: str
    begun_at: datetime
    requests: int
    offers: int

    @classmethod
    def of(cls, whole: Round) -> "RoundRow":
        """The line that stands for this round."""
        return cls(whole.id, whole.state, whole.begun_at, len(whole.requests), len(whole.offered))
