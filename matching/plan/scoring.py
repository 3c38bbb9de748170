"""All pairs of experts and needs at once: the same scores and hard rules as ranking, pair by pair, as arrays.

A need adds up a dozen rows of traits; whole numbers are divided where ranking divides them, so none is rounded twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.need import Need
from matching.parameters import DEFAULT, FULL, Parameters
from matching.parts.skill import SHARES
from matching.plan.arrays import Compact, Flags
from matching.plan.traits import Pool, Traits
from matching.reason import RuleName

Scores = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class AllPairs:
    """Scores per mille and whether the hard rules allow a pair, experts × needs; excluded pairs have a score, too."""

    score: Scores
    eligible: Flags


def score_all(needs: Sequence[Need], pool: Pool, parameters: Parameters = DEFAULT) -> AllPairs:
    """Every expert's score for every need, and who may serve it."""
    traits = Traits(pool, parameters)
    score = np.empty((len(needs), len(pool.candidates)), np.int16)
    eligible = np.empty(score.shape, bool)
    numbers = {candidate.id: number for number, candidate in enumerate(pool.candidates)}
    for row, need in enumerate(needs):
        score[row] = _scores(need, traits)
        eligible[row] = _eligible(need, traits, numbers)
    return AllPairs(score.T, eligible.T)


def _scores(need: Need, traits: Traits) -> Compact:
    """score = Σ weight · part // Σ weight, each part divided first."""
    weights = traits.parameters.weights
    total = traits.near(need.mode, need.place)
    if need.fields:
        reached = sum(traits.skill(wanted.code, wanted.level, wanted.weight) for wanted in need.fields)
        total = total + weights.skill * (FULL * reached // (SHARES * sum(wanted.weight for wanted in need.fields)))
    if need.months:
        given = sum(traits.given(month, asked) for month, asked in need.months)
        total = total + weights.avail * (FULL * given // sum(asked for _, asked in need.months))
    scores: Compact = total // weights.total
    return scores


def _eligible(need: Need, traits: Traits, numbers: dict[str, int]) -> Flags:
    eligible = np.ones(len(numbers), bool)
    for rule, kept in _rules(need, traits, numbers):
        waived = [numbers[expert] for expert, name in need.waived if name == rule and expert in numbers]
        if waived:
            kept = kept.copy()
            kept[waived] = True
        eligible &= kept
    return eligible


def _rules(need: Need, traits: Traits, numbers: dict[str, int]) -> Iterator[tuple[RuleName, Flags]]:
    """Who keeps each hard rule; a rule may come in several rows, of which all have to be kept."""
    yield "conflict", ~traits.conflicting()
    yield "area", traits.reaches(need.mode, need.place)
    if need.months:
        yield "inactive", traits.active(need.months[0][0], need.months[-1][0])
    if need.unwanted:
        yield (
            "unwanted",
            ~np.isin(np.arange(len(numbers)), [numbers[expert] for expert in need.unwanted & set(numbers)]),
        )
    for wanted in need.fields:
        if wanted.mandatory:
            yield "level", traits.holds(wanted.code, wanted.level)
    for month, asked in need.months:
        yield "capacity", traits.has_free(month)
        yield "cap", traits.under_cap(month, asked)
