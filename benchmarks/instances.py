"""Synthetic rounds shaped like ours, from a seed: rare skills, towns of unequal size, months of unequal load."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.plan import Problem

MONTHS = 12
SKILLS = 60
SUPPLY = 1.15
"""Half-days offered are at least so many times the half-days asked."""

LEAST_SCORE = 150

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Size:
    """Experts, requests, municipalities, prefectures, candidates kept per request, seed."""

    experts: int
    requests: int
    municipalities: int
    prefectures: int
    candidates: int
    seed: int
    varied: bool = False

    @property
    def name(self) -> str:
        """How tables call it."""
        return f"{self.experts} × {self.requests}" + (" varied" if self.varied else "")


SIZES = {
    "round": Size(6, 60, 20, 1, 6, 11),
    "small": Size(30, 60, 20, 1, 30, 12),
    "medium": Size(300, 1000, 20, 3, 60, 13),
    "large": Size(2000, 5000, 600, 47, 40, 14),
    "huge": Size(5000, 10000, 1741, 47, 30, 15),
    "medium-varied": Size(300, 1000, 20, 3, 60, 13, varied=True),
    "large-varied": Size(2000, 5000, 600, 47, 40, 14, varied=True),
    "huge-varied": Size(5000, 10000, 1741, 47, 30, 15, varied=True),
}


def make(size: Size) -> Problem:
    """The round of this size; `varied` adds half-days that differ by month and travel that depends on the pair."""
    draw = np.random.default_rng(size.seed)
    asked, places, municipality = _requests(draw, size)
    capacity = _capacity(draw, size, (asked.sum(axis=1) * places).sum())
    prefecture_of = draw.integers(0, size.prefectures, size.municipalities)
    base = draw.integers(0, size.prefectures, size.experts)
    levels, wanted = _levels(draw, size.experts), _wishes(draw, size.requests)
    expert, request, score = _pairs(
        draw, size, asked, capacity=capacity, levels=levels, wanted=wanted, base=base, home=prefecture_of[municipality]
    )
    effort = asked[request]
    if size.varied:
        away = (base[expert] != prefecture_of[municipality][request]) & (draw.random(len(expert)) < 0.5)
        effort = effort + (effort > 0) * away[:, None]
    return Problem.from_pairs(
        expert=expert,
        request=request,
        score=score,
        effort=effort,
        effort_by="pair",
        capacity=capacity,
        places=places,
        groups=municipality,
    )


def _requests(draw: np.random.Generator, size: Size) -> tuple[Array, Array, Array]:
    """Half-days per month, places and municipality of every request; every municipality asks at least once."""
    weight = np.exp(draw.normal(0, 1.2, size.municipalities))
    municipality = draw.choice(size.municipalities, size.requests, p=weight / weight.sum())
    first = min(size.municipalities, size.requests)
    municipality[:first] = draw.permutation(size.municipalities)[:first]
    start = draw.integers(0, MONTHS, size.requests)
    end = np.minimum(MONTHS, start + draw.integers(1, 10, size.requests))
    month = np.arange(MONTHS)
    span = (month >= start[:, None]) & (month < end[:, None])
    half_days = draw.integers(1, 5, size.requests)[:, None] * span
    if size.varied:
        half_days = draw.integers(1, 5, (size.requests, MONTHS)) * span
    return half_days, draw.choice([1, 2, 3], size.requests, p=[0.8, 0.15, 0.05]), municipality


def _capacity(draw: np.random.Generator, size: Size, asked: int) -> Array:
    usual = draw.integers(2, 11, size.experts)[:, None] + draw.integers(-3, 4, (size.experts, MONTHS))
    capacity = np.maximum(0, usual)
    capacity[draw.random(capacity.shape) < 0.08] = 0
    enough: Array = np.ceil(capacity * max(1.0, SUPPLY * asked / capacity.sum())).astype(int)
    return enough


def _rare(draw: np.random.Generator, count: int) -> Array:
    """Skills, the first ones common and the last ones rare."""
    weight = 1 / (np.arange(SKILLS) + 8)
    skills: Array = draw.choice(SKILLS, count, replace=False, p=weight / weight.sum())
    return skills


def _levels(draw: np.random.Generator, experts: int) -> Array:
    levels = np.zeros((experts, SKILLS), int)
    for expert in range(experts):
        skills = _rare(draw, int(draw.integers(3, 9)))
        levels[expert, skills] = draw.integers(1, 6, len(skills))
    return levels


def _wishes(draw: np.random.Generator, requests: int) -> Array:
    """What one level of a skill is worth to a request: row request, column skill × level."""
    worth = np.zeros((requests, SKILLS * 5), np.float32)
    for request in range(requests):
        skills = _rare(draw, int(draw.integers(2, 6)))
        level, weight = draw.integers(1, 5, len(skills)), draw.integers(1, 6, len(skills))
        for skill, needed, importance in zip(skills, level, weight, strict=True):
            worth[request, skill * 5 : skill * 5 + needed] = 900 * importance / (needed * weight.sum())
    return worth


def _pairs(
    draw: np.random.Generator,
    size: Size,
    asked: Array,
    *,
    capacity: Array,
    levels: Array,
    wanted: Array,
    base: Array,
    home: Array,
) -> tuple[Array, Array, Array]:
    """The best candidates of every request: reachable, free in its months, good enough."""
    steps = (levels[:, :, None] >= np.arange(1, 6)).reshape(size.experts, -1).astype(np.float32)
    everywhere, online = draw.random(size.experts) < 0.25, draw.random(size.experts) < 0.85
    remote = draw.random(size.requests) < 0.6
    found = []
    for request in range(size.requests):
        near = base == home[request]
        score = np.rint(wanted[request] @ steps.T).astype(int) + 100 * near
        reach = near | everywhere | (remote[request] & online)
        possible = reach & (score >= LEAST_SCORE) & (capacity >= asked[request]).all(axis=1)
        best = np.argsort(np.where(possible, -score, 1), kind="stable")[: size.candidates]
        best = best[possible[best]]
        found.append(np.stack([best, np.full(len(best), request), np.minimum(1000, score[best])]))
    expert, request_of, score_of = np.concatenate(found, axis=1)
    return expert, request_of, score_of
