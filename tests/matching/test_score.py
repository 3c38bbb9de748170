"""The score and its four parts."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import Candidate, FieldNeed, Need, Parameters, Parts, Weights, rank
from tests.matching.builders import MATSUYAMA, PROCUREMENT, SECURITY, UCHIKO, a_need, an_expert
from tests.matching.strategies import field_needs, needs, parameters, pools


def parts_of(need: Need, candidate: Candidate) -> Parts:
    """The parts of the only candidate."""
    return rank(need, [candidate]).ranked[0].parts


def test_the_worked_example_comes_out_as_on_a_pocket_calculator() -> None:
    """Level 2 of 3 (weight 5) and 4 of 4 (weight 2), 7 of 8 half-days, 50 minutes, known."""
    candidate = an_expert(levels={"procurement": 2, "security": 4}, free={"2026-12": 9, "2027-01": 3}, known=2)

    (only,) = rank(a_need(), [candidate]).ranked

    assert only.parts == Parts(skill=761, avail=875, place=700, known=1000)
    assert only.score == (70 * 761 + 15 * 875 + 10 * 700 + 5 * 1000) // 100


def test_a_level_above_the_one_required_counts_no_more() -> None:
    """Teaching a field (5) does not make up for lacking another."""
    exact, more = an_expert(levels={"procurement": 3}), an_expert(levels={"procurement": 5})

    assert parts_of(a_need(), exact) == parts_of(a_need(), more)


def test_without_fields_or_months_those_parts_are_0() -> None:
    """分からない is an answer: it excludes nobody and favours nobody."""
    undecided = a_need(fields=(), months=())

    parts = parts_of(undecided, an_expert())

    assert (parts.skill, parts.avail) == (0, 0)


@pytest.mark.parametrize(
    ("mode", "but", "place"),
    [
        ("on_site", {"minutes": 50}, 700),
        ("on_site", {"minutes": 15}, 950),
        ("on_site", {"minutes": 16}, 900),
        ("on_site", {"minutes": 45}, 800),
        ("on_site", {"minutes": 90}, 500),
        ("on_site", {"minutes": 120}, 350),
        ("on_site", {"minutes": 181}, 0),
        ("on_site", {"minutes": None}, 0),
        ("on_site", {"base": UCHIKO, "areas": frozenset()}, 1000),
        ("online", {"base": UCHIKO}, 600),
        ("either", {"minutes": 170}, 200),
        ("either", {"areas": frozenset()}, 600),
    ],
)
def test_place_counts_minutes_on_site_and_is_fixed_online(mode: str, but: dict[str, Any], place: int) -> None:
    """Either way counts as on site where the expert works on site."""
    parts = parts_of(a_need(mode=mode), an_expert(**but))

    assert parts.place == place


def test_an_area_rule_set_aside_still_counts_the_way_there() -> None:
    """Who is let in by the secretariat for on-site work has to travel all the same."""
    need = a_need(mode="on_site", waived=frozenset({("expert-01", "area")}))

    parts = parts_of(need, an_expert(areas=frozenset(), minutes=50))

    assert parts.place == 700


def test_a_half_day_more_than_asked_counts_no_more() -> None:
    """Five free half-days where four are asked do not make up for a month with three."""
    parts = parts_of(a_need(), an_expert(free={"2026-12": 5, "2027-01": 3}))

    assert parts.avail == 875


def test_an_overbooked_month_takes_nothing_away_from_the_others() -> None:
    """Below zero is as good as none: half of the half-days are free."""
    need = a_need(waived=frozenset({("expert-01", "capacity")}))

    parts = parts_of(need, an_expert(free={"2026-12": 4, "2027-01": -3}))

    assert parts.avail == 500


@given(needs(), pools(), parameters())
def test_the_integer_score_is_the_exact_one_rounded_down(need: Need, pool: list[Candidate], tuned: Parameters) -> None:
    """Every part and score equals fractions.Fraction arithmetic."""
    by_id = {candidate.id: candidate for candidate in pool}

    ranked = rank(need, pool, tuned).ranked

    for one in ranked:
        candidate = by_id[one.expert]
        assert one.parts.skill == int(_exact_skill(need, candidate))
        assert one.parts.avail == int(_exact_avail(need, candidate))
        assert one.score == int(_exact_score(one.parts, tuned.weights))


@given(field_needs(), pools(), st.integers(2, 5))
def test_scaling_all_weights_changes_no_score(fields: tuple[FieldNeed, ...], pool: list[Candidate], by: int) -> None:
    """Only the proportion of the weights counts, those of fields and those of parts."""
    light = [FieldNeed(field.code, field.level, 1, field.mandatory) for field in fields]
    heavy = [FieldNeed(field.code, field.level, by, field.mandatory) for field in fields]
    tuned = Parameters(version="scaled", weights=Weights(70 * by, 15 * by, 10 * by, 5 * by))

    ranking = rank(a_need(fields=tuple(light)), pool)

    assert rank(a_need(fields=tuple(heavy)), pool) == ranking
    assert rank(a_need(fields=tuple(light)), pool, tuned) == ranking


def test_parts_that_weigh_nothing_do_not_count() -> None:
    """With only the place weighed, the nearest is first whatever else."""
    near, far = an_expert("near", base=UCHIKO, levels={}), an_expert("far", base=MATSUYAMA, known=3)
    only_place = Parameters(version="place", weights=Weights(0, 0, 1, 0))

    ranked = rank(a_need(fields=(PROCUREMENT, SECURITY)), [near, far], only_place).ranked

    assert [(one.expert, one.score) for one in ranked] == [("near", 1000), ("far", 700)]


def _exact_skill(need: Need, candidate: Candidate) -> Fraction:
    covered = [
        Fraction(field.weight * min(candidate.levels.get(field.code, 0), field.level), field.level)
        for field in need.fields
    ]
    return 1000 * sum(covered, Fraction()) / (sum(field.weight for field in need.fields) or 1)


def _exact_avail(need: Need, candidate: Candidate) -> Fraction:
    given_days = sum(max(0, min(candidate.free.get(month, 0), asked)) for month, asked in need.months)
    return Fraction(1000 * given_days, sum(asked for _, asked in need.months) or 1)


def _exact_score(parts: Parts, weights: Weights) -> Fraction:
    pairs = zip((weights.skill, weights.avail, weights.place, weights.known), parts, strict=True)
    return sum((Fraction(weight * part, weights.total) for weight, part in pairs), Fraction())
