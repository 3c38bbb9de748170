"""The plan of a round: who goes where, how good and how fair that is, and what first come, first served would give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

from chalicelib.domain.round_problem import Outcome, RoundProblem

# Nobody passes the hard rules; nobody who does has the half-days; somebody could, but is worth more elsewhere; the
# request had moved on when its turn came.
LeftOutBecause = Literal["nobody_eligible", "nobody_has_the_half_days", "others_need_them_more", "moved_on"]


# The share of the fairest plan's worst utility that every municipality is promised, per mille.
FLOOR = 900


class Pair(NamedTuple):
    """An expert for a request."""

    expert_id: str
    request_id: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the secretariat asks of a plan: pairs to hold, pairs to leave out, and the floor per mille."""

    pins: tuple[Pair, ...] = ()
    forbids: tuple[Pair, ...] = ()
    floor: int = FLOOR


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Places of a request that stay empty, and why; `reasons` are the hard rules' sentences in Japanese."""

    request_id: str
    places: int
    because: LeftOutBecause
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """What is proven: no plan that keeps the floor exceeds `bound`; the worst utility can be at most `fair_bound`.

    `objective` counts the scores and a bonus for every proposal kept; `gap` is the bound's distance to it, relative.
    """

    objective: int
    bound: int
    gap: float
    fair_target: float
    fair_bound: float
    method: str
    seconds: float


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """A plan with its receipt: the problem, and for each request the score receipts it was made from.

    A later receipt of a request replaces what an earlier one says of the same experts, such as for a counter-offer.
    """

    id: str
    round_id: str
    made_at: datetime
    parameters: str
    planned: Outcome
    first_come: Outcome
    left_out: tuple[LeftOut, ...]
    proof: Proof
    wishes: Wishes
    problem: RoundProblem
    receipts: Mapping[str, Sequence[Mapping[str, Any]]]

    def score_change(self, request_id: str) -> int:
        """What the plan gives the request beyond first come, first served; negative when it loses."""
        return self.planned.score_of(request_id) - self.first_come.score_of(request_id)
