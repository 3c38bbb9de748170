"""The plan as it is handed out: who goes where, what is proven, what could not be served and why."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

import numpy as np

from matching.plan.case import Case
from matching.plan.draft import Draft
from matching.plan.market import Market
from matching.plan.problem import Pair, Problem

Why = Literal["nobody_eligible", "nobody_has_the_half_days", "others_need_them_more"]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Places of a request that stayed empty. Reasons: nobody is eligible; nobody eligible has the half-days even
    without other requests (or all who have serve already); somebody could, but is worth more elsewhere."""

    request: int
    places: int
    reason: Why


@dataclass(frozen=True, slots=True)
class Settings:
    """What solve() was asked for, kept with the plan so that it can be repeated."""

    time_limit_s: float
    floor: float
    kept_bonus: int
    exact_leximin: bool | None
    must_fill: bool
    threads: int
    seed: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A feasible plan and what is proven about it.

    objective = scores + kept bonus − shortfall per empty place when every place must be filled; no plan that gives
    every group the utility fair_level exceeds bound. The worst-off utility t* lies in [fair_target, fair_bound].
    """

    pairs: tuple[Pair, ...]
    objective: int
    bound: int
    gap: float
    total: int
    fair_target: float
    fair_bound: float
    fair_level: float
    utility: tuple[float, ...]
    unplaced: tuple[Unplaced, ...]
    kept: int
    method: str
    seconds: float
    settings: Settings

    @property
    def proven(self) -> bool:
        """Whether no plan can be better."""
        return self.objective == self.bound

    @property
    def complete(self) -> bool:
        """Whether every place is filled."""
        return not self.unplaced


def write_up(problem: Problem, case: Case, draft: Draft, *, seconds: float, settings: Settings) -> Plan:
    """The draft in the problem's own terms."""
    market, claims = case.market, case.claims
    rows = np.sort(np.concatenate([market.pinned, market.row[draft.chosen]]))
    pairs = tuple(sorted(zip(problem.expert[rows].tolist(), problem.request[rows].tolist(), strict=True)))
    objective = round(market.objective(draft.chosen))
    bound = max(objective, int(np.floor(market.settled + draft.bound + 1e-6)))
    held = claims.held(market, draft.chosen)
    return Plan(
        pairs=pairs,
        objective=objective,
        bound=bound,
        gap=(bound - objective) / max(1, abs(objective)),
        total=int(problem.score[rows].sum()),
        fair_target=draft.fairness.low,
        fair_bound=draft.fairness.high,
        fair_level=draft.fairness.level,
        utility=tuple(claims.utility(held).tolist()),
        unplaced=tuple(_unplaced(problem, market, Counter(request for _, request in pairs))),
        kept=len(set(pairs) & {tuple(pair) for pair in problem.previous.tolist()}),
        method=draft.method,
        seconds=seconds,
        settings=settings,
    )


def _unplaced(problem: Problem, market: Market, placed: Counter[int]) -> list[Unplaced]:
    eligible = np.bincount(problem.request, minlength=problem.requests)
    able = np.bincount(market.request, minlength=problem.requests) + market.cut.count
    able += np.bincount(problem.request[market.pinned], minlength=problem.requests)
    found = []
    for request, places in enumerate(problem.places.tolist()):
        if placed[request] < places:
            reason: Why = "others_need_them_more"
            if eligible[request] <= placed[request]:
                reason = "nobody_eligible"
            elif able[request] <= placed[request]:
                reason = "nobody_has_the_half_days"
            found.append(Unplaced(request=request, places=places - placed[request], reason=reason))
    return found
