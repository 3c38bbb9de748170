"""Why not this one: two ranked experts side by side."""

import pytest

from matching import Candidate, Fault, Parameters, Ranked, Weights, compare, rank
from tests.matching.builders import PROCUREMENT, a_need, an_expert


def both(*pool: Candidate) -> tuple[Ranked, Ranked]:
    """The first and the second of a pool."""
    first, second = rank(a_need(fields=(PROCUREMENT,)), pool).ranked
    return first, second


def test_a_difference_is_told_part_by_part() -> None:
    """Parts that are equal are left out; what was lost elsewhere is not."""
    first, second = both(an_expert("a"), an_expert("b", levels={"procurement": 2}, known=1))

    comparison = compare(first, second)

    assert [(d.part, d.better, d.other) for d in comparison.differences] == [("skill", 1000, 666), ("known", 0, 1000)]
    assert comparison.sentence(words={}, language="ja") == "920点と736点で、184点の差（専門性 +233.8、実績 −50.0）"


def test_the_points_of_all_parts_add_up_to_the_difference_but_for_rounding() -> None:
    """What the sentence says can be checked with a pocket calculator."""
    first, second = both(
        an_expert("a", minutes=20), an_expert("b", levels={"procurement": 1}, free={"2026-12": 1, "2027-01": 2})
    )

    differences = compare(first, second).differences

    weighted = sum(d.weight * (d.better - d.other) for d in differences)
    assert abs(weighted / 100 - (first.score - second.score)) < 1


def test_a_tie_is_explained_by_the_half_days_engaged() -> None:
    """Fewer half-days this fiscal year come first."""
    first, second = both(an_expert("a", engaged=12), an_expert("b", engaged=3))

    comparison = compare(first, second)

    assert comparison.sentence(words={}, language="ja") == (
        "920点で同点。今年度に引き受けた半日が少ない方を先にした（3回と12回）"
    )
    assert comparison.sentence(words={}, language="en") == (
        "Both 920; fewer half-days engaged this fiscal year come first (3 against 12)"
    )


def test_a_tie_in_everything_is_decided_by_the_id() -> None:
    """And the sentence admits it."""
    first, second = both(an_expert("a"), an_expert("b"))

    comparison = compare(first, second)

    assert comparison.sentence(words={}, language="ja").endswith("番号の順にした")
    assert comparison.sentence(words={}, language="en").endswith("so the id decides")


def test_points_follow_the_weights_of_the_parameters() -> None:
    """A ranking made with other weights is compared with them."""
    tuned = Parameters(version="place", weights=Weights(1, 0, 2, 0))
    first, second = rank(a_need(), [an_expert("a", minutes=10), an_expert("b", minutes=50)], tuned).ranked

    comparison = compare(first, second, parameters=tuned)

    assert comparison.sentence(words={}, language="en") == ("966 against 800, a difference of 166 (place +166.7)")


def test_the_better_one_has_to_stand_above() -> None:
    """Comparing upside down is a fault, not a negative difference."""
    first, second = both(an_expert("a"), an_expert("b"))

    with pytest.raises(Fault, match="better: must be ranked above a, not 'b'"):
        compare(second, first)
