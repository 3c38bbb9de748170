"""What is to be planned: who could serve which request, at what score, for how many half-days of which months."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from matching.plan.arrays import Compact, Whole, pair_list, shaped, whole
from matching.plan.errors import PairError, ShapeError
from matching.plan.groups import Groups, read_groups
from matching.plan.pins import check_pins

Pair = tuple[int, int]


@dataclass(frozen=True, init=False, eq=False)
class Problem:
    """One round to plan, checked when it is made. Only eligible pairs are kept, sorted by request, then expert."""

    expert: Whole
    request: Whole
    score: Whole
    effort: Compact
    effort_row: Whole
    capacity: Whole
    places: Whole
    groups: Groups
    pinned: Whole
    previous: Whole

    def __init__(
        self,
        scores: Any,
        eligible: Any,
        effort: Any,
        capacity: Any,
        places: Any,
        groups: Any,
        pinned: Iterable[Pair] = (),
        previous: Iterable[Pair] = (),
        group_weight: Any = None,
    ) -> None:
        """Dense tables: scores and eligible experts × requests; effort requests × months, or by pair with three
        dimensions; capacity experts × months; places per request; groups per request, or requests × groups."""
        scores = np.asarray(scores)
        if scores.ndim != 2:
            raise ShapeError(f"scores: expected experts × requests, found shape {scores.shape}")
        mask = np.asarray(eligible)
        if mask.shape != scores.shape:
            raise ShapeError(f"eligible: expected shape {scores.shape}, found {mask.shape}")
        request, expert = np.nonzero(mask.T)
        by_pair = np.ndim(effort) == 3
        if by_pair and np.shape(effort)[:2] != scores.shape:
            raise ShapeError(f"effort: expected {scores.shape} × months, found {np.shape(effort)}")
        self._settle(
            expert=expert,
            request=request,
            score=scores[expert, request],
            effort=np.asarray(effort)[expert, request] if by_pair else effort,
            by_pair=by_pair,
            capacity=capacity,
            places=places,
            groups=groups,
            pinned=pinned,
            previous=previous,
            group_weight=group_weight,
        )

    @classmethod
    def from_pairs(
        cls,
        *,
        expert: Any,
        request: Any,
        score: Any,
        effort: Any,
        capacity: Any,
        places: Any,
        groups: Any,
        effort_by: str = "request",
        pinned: Iterable[Pair] = (),
        previous: Iterable[Pair] = (),
        group_weight: Any = None,
    ) -> Self:
        """The same from a list of eligible pairs, for sizes whose tables would not fit: expert, request and score are
        equally long; effort has a row per request, or with effort_by="pair" a row per pair."""
        problem = cls.__new__(cls)
        problem._settle(
            expert=expert,
            request=request,
            score=score,
            effort=effort,
            by_pair=effort_by == "pair",
            capacity=capacity,
            places=places,
            groups=groups,
            pinned=pinned,
            previous=previous,
            group_weight=group_weight,
        )
        return problem

    def changed(self, **changes: Any) -> "Problem":
        """The same round with some of its parts (as from_pairs names them) replaced."""
        parts = {
            "expert": self.expert,
            "request": self.request,
            "score": self.score,
            "effort": self.need(),
            "effort_by": "pair",
            "capacity": self.capacity,
            "places": self.places,
            "groups": self.groups,
            "pinned": self.pinned.tolist(),
            "previous": self.previous.tolist(),
        }
        return Problem.from_pairs(**(parts | changes))

    @property
    def experts(self) -> int:
        """How many experts there are."""
        return len(self.capacity)

    @property
    def requests(self) -> int:
        """How many requests there are."""
        return len(self.places)

    @property
    def months(self) -> int:
        """How many months the round spans."""
        return self.capacity.shape[1]

    def need(self, rows: Any = slice(None)) -> Compact:
        """Half-days per month of the pairs at these rows (all by default), pairs × months."""
        need: Compact = self.effort[self.effort_row[rows]]
        return need

    def find(self, pairs: Whole) -> Whole:
        """The row of each pair (expert, request), -1 where it is not eligible."""
        key = self.request * max(1, self.experts) + self.expert
        wanted = pairs[:, 1] * max(1, self.experts) + pairs[:, 0]
        row = np.searchsorted(key, wanted)
        found = (row < len(key)) & (key[np.minimum(row, max(0, len(key) - 1))] == wanted) if len(key) else row < 0
        return np.where(found, row, -1)

    def _settle(self, *, by_pair: bool, **given: Any) -> None:
        capacity = whole("capacity", given["capacity"], least=0)
        if capacity.ndim != 2 or capacity.shape[1] == 0:
            raise ShapeError(f"capacity: expected experts × months with at least one month, found {capacity.shape}")
        places = whole("places", given["places"], least=0).reshape(-1)
        expert, request, score = (whole(name, given[name]).reshape(-1) for name in ("expert", "request", "score"))
        shaped("request", request, len(expert))
        shaped("score", score, len(expert))
        rows = len(expert) if by_pair else len(places)
        effort = shaped("effort", whole("effort", given["effort"], least=0), rows, capacity.shape[1])
        order = _sorted_pairs(expert, request, experts=len(capacity), requests=len(places))
        sizes = {"experts": len(capacity), "requests": len(places)}
        settled = {
            "expert": expert[order],
            "request": request[order],
            "score": score[order],
            "effort": effort.astype(np.int32),
            "effort_row": order if by_pair else request[order],
            "capacity": capacity,
            "places": places,
            "groups": read_groups(given["groups"], weight=given["group_weight"], requests=len(places)),
            "pinned": pair_list("pinned", given["pinned"], **sizes),
            "previous": pair_list("previous", given["previous"], **sizes),
        }
        for name, value in settled.items():
            object.__setattr__(self, name, value)
        check_pins(self)


def _sorted_pairs(expert: Whole, request: Whole, *, experts: int, requests: int) -> Whole:
    if len(expert) and (min(expert.min(), request.min()) < 0 or expert.max() >= experts or request.max() >= requests):
        raise PairError("a pair names an expert or a request that does not exist")
    order: Whole = np.lexsort((expert, request))
    twice = (np.diff(expert[order]) == 0) & (np.diff(request[order]) == 0)
    if twice.any():
        row = order[1:][twice][0]
        raise PairError(f"pair ({expert[row]}, {request[row]}) is given twice")
    return order
