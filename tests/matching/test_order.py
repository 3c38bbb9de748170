"""The order of a ranking: who is first, and what must not change it."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import Candidate, Fault, Need, NotExplained, Ranking, rank, sentences
from tests.matching.builders import a_need, an_expert
from tests.matching.strategies import FIELDS, needs, pools

Thing = TypeVar("Thing")


def test_the_better_score_is_first() -> None:
    """Ranks count from 1."""
    weak, strong = an_expert("a-weak", levels={"procurement": 1}), an_expert("b-strong")

    ranking = rank(a_need(), [weak, strong])

    assert [(one.rank, one.expert) for one in ranking.ranked] == [(1, "b-strong"), (2, "a-weak")]


def test_ties_go_to_the_fewer_half_days_engaged_and_then_to_the_id() -> None:
    """Equal scores spread the work."""
    pool = [an_expert("c", engaged=3), an_expert("b", engaged=8), an_expert("d", engaged=3), an_expert("a", engaged=8)]

    ranking = rank(a_need(), pool)

    assert [one.expert for one in ranking.ranked] == ["c", "d", "a", "b"]


def test_only_the_explained_best_keep_their_facts() -> None:
    """Asking the others for sentences is an error that says how to get them."""
    ranking = rank(a_need(), [an_expert("a"), an_expert("b")], explained=1)

    first, second = ranking.ranked

    assert len(sentences(first, words={}, language="ja")) == 4
    with pytest.raises(NotExplained, match="explained=2"):
        sentences(second, words={}, language="ja")


def test_one_id_twice_is_a_fault() -> None:
    """Two candidates of one id would hide each other."""
    with pytest.raises(Fault, match="candidates: must be distinct, but 'a' stands twice"):
        rank(a_need(), [an_expert("a"), an_expert("b"), an_expert("a")])


def test_nobody_is_ranked_when_nobody_is_there() -> None:
    """An empty pool gives an empty ranking."""
    assert rank(a_need(), []) == Ranking(ranked=(), excluded=())


@given(needs(), pools())
def test_everybody_is_either_ranked_or_excluded_with_a_reason(need: Need, pool: list[Candidate]) -> None:
    """Whatever the input: nobody free, no months, all ties, nobody at all."""
    ranking = rank(need, pool)

    named = [one.expert for one in ranking.ranked] + [one.expert for one in ranking.excluded]
    assert sorted(named) == sorted(candidate.id for candidate in pool)
    assert all(one.reasons for one in ranking.excluded)
    assert [one.rank for one in ranking.ranked] == list(range(1, len(ranking.ranked) + 1))
    assert all(0 <= value <= 1000 for one in ranking.ranked for value in (one.score, *one.parts))


@given(needs(), pools(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_given_changes_nothing(need: Need, pool: list[Candidate], chance: Random) -> None:
    """Experts, fields and months may come in any order."""
    shuffled = replace(need, fields=_shuffled(need.fields, chance), months=_shuffled(need.months, chance))

    ranking = rank(shuffled, _shuffled(pool, chance))

    assert _outcome(ranking) == _outcome(rank(need, pool))


@given(needs(), pools(), st.data())
def test_a_higher_level_never_lowers_score_or_rank(need: Need, pool: list[Candidate], data: st.DataObject) -> None:
    """Learning never hurts: who was eligible stays so, and nobody overtakes."""
    before = rank(need, pool)
    field = data.draw(st.sampled_from(FIELDS))
    for one in before.ranked:
        learned = [_raised(candidate, field) if candidate.id == one.expert else candidate for candidate in pool]

        after = next(again for again in rank(need, learned).ranked if again.expert == one.expert)

        assert after.score >= one.score
        assert after.rank <= one.rank


@given(needs(), pools())
def test_an_ineligible_expert_changes_nothing_for_the_others(need: Need, pool: list[Candidate]) -> None:
    """The ranked stay as they were with all excluded experts taken away."""
    ranking = rank(need, pool)
    excluded = {one.expert for one in ranking.excluded}

    alone = rank(need, [candidate for candidate in pool if candidate.id not in excluded])

    assert alone == Ranking(ranked=ranking.ranked, excluded=())


def _shuffled(things: Sequence[Thing], chance: Random) -> tuple[Thing, ...]:
    return tuple(chance.sample(things, len(things)))


def _raised(candidate: Candidate, field: str) -> Candidate:
    held = candidate.levels.get(field, 0)
    return replace(candidate, levels={**candidate.levels, field: min(5, held + 1)})


def _outcome(ranking: Ranking) -> list[object]:
    ranked: list[object] = [(one.expert, one.rank, one.score, one.parts) for one in ranking.ranked]
    return [*ranked, *((one.expert, {reason.rule for reason in one.reasons}) for one in ranking.excluded)]
