"""All pairs at once against the plain ranking, pair by pair."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import Candidate, Need, Parameters, rank
from matching.parts import Measures
from matching.plan import Pool, ShapeError, score_all
from matching.plan.traits import UNKNOWN
from tests.matching.strategies import PLACES, needs, parameters, pools


def seen_from(pool: Pool, place: str) -> list[Candidate]:
    """The experts as ranking knows them: with their minutes to the place and how often they served there."""
    column = list(pool.places).index(place)
    return [
        replace(candidate, minutes=None if minutes == UNKNOWN else minutes, known=known)
        for candidate, minutes, known in zip(
            pool.candidates, pool.minutes[:, column].tolist(), pool.known[:, column].tolist(), strict=True
        )
    ]


@st.composite
def travelled_pools(draw: st.DrawFn) -> Pool:
    """Experts with minutes to every place, or unknown ones."""
    candidates = draw(pools())
    rows = [draw(st.lists(st.integers(UNKNOWN, 300), min_size=3, max_size=3)) for _ in candidates]
    known = [draw(st.lists(st.integers(0, 2), min_size=3, max_size=3)) for _ in candidates]
    shape = (len(candidates), len(PLACES))
    return Pool(candidates, PLACES, np.array(rows, int).reshape(shape), np.array(known, int).reshape(shape))


@given(st.lists(needs(), max_size=4), travelled_pools(), parameters())
def test_all_pairs_equal_the_plain_score_and_rules_pair_by_pair(
    asked: list[Need], pool: Pool, tuned: Parameters
) -> None:
    """Same integers, same exclusions, waivers included."""
    found = score_all(asked, pool, tuned)

    assert found.score.shape == found.eligible.shape == (len(pool.candidates), len(asked))
    for column, need in enumerate(asked):
        candidates = seen_from(pool, need.place)
        measures = Measures.of(need, tuned)
        assert found.score[:, column].tolist() == measures.scores(measures.parts(candidates))
        may = {one.expert for one in rank(need, candidates, tuned).ranked}
        assert found.eligible[:, column].tolist() == [candidate.id in may for candidate in candidates]


def test_a_table_of_another_size_is_a_named_error() -> None:
    """Minutes for two places do not tell of three."""
    with pytest.raises(ShapeError, match="minutes"):
        Pool([], PLACES, np.zeros((0, 2), int), np.zeros((0, 3), int))
