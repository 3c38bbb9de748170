"""A past round planned anew with other parameters, to see what would have been different; nothing rests on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.plan import Pair
from chalicelib.domain.round_problem import Placing


@dataclass(frozen=True, slots=True)
class Trial:
    """The latest trial of a round: `queued`, then `done` or `failed`.

    `document` holds the parameters tried; `before` and `after` are the placings of the plan and of the trial, and the
    worst municipality's utility stands beside them per mille.
    """

    round_id: str
    plan_id: str
    state: str
    document: Mapping[str, Any]
    asked_at: datetime
    before: tuple[Placing, ...] = ()
    after: tuple[Placing, ...] = ()
    worst_before: int = 0
    worst_after: int = 0

    @property
    def gone(self) -> frozenset[Pair]:
        """Pairs of the plan that the trial does not make."""
        return _pairs(self.before) - _pairs(self.after)

    @property
    def come(self) -> frozenset[Pair]:
        """Pairs that only the trial makes."""
        return _pairs(self.after) - _pairs(self.before)


def _pairs(placings: tuple[Placing, ...]) -> frozenset[Pair]:
    return frozenset(Pair(placing.expert_id, placing.request_id) for placing in placings)
