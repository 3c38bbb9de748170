"""Explanations are facts that hold when the round is solved again."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest

from matching.plan import Problem, solve
from matching.plan.explain import (
    Admission,
    MoreHalfDays,
    Words,
    counterfactual_sentence,
    relaxation_sentence,
    relaxations,
    scarcity,
    scarcity_sentence,
    unplaced_sentence,
    what_would_change,
    why_not,
    why_not_sentence,
)
from matching.plan.explain.changes import Change
from matching.plan.explain.sentences import Language
from tests.matching.plan.builders import a_problem, random_problem

LANGUAGES: tuple[Language, ...] = ("ja", "en")

WORDS = Words(
    experts={0: "専門官A", 1: "専門官B"},
    requests={0: "依頼1", 1: "依頼2"},
    months=("12月", "1月"),
    fields={"area": "対応地域"},
)


def test_why_not_names_whom_the_pair_would_displace_and_what_it_costs() -> None:
    """Expert B could serve request 1 only by giving up request 2."""
    problem = a_problem(places=[1, 1, 0])
    answer = why_not(problem, solve(problem, floor=0), (1, 0))
    assert (answer.kind, answer.loss) == ("worse_in_total", 600)
    assert (0, 0) in answer.displaced
    assert "600" in why_not_sentence(answer, words=WORDS, language="ja")
    assert "displace" in why_not_sentence(answer, words=WORDS, language="en")


@pytest.mark.parametrize(
    ("changes", "pair", "kind"),
    [
        ({}, (0, 0), "planned"),
        ({"eligible": [[True, True, True], [False, True, True]]}, (1, 0), "not_eligible"),
        ({"capacity": [[2, 2], [1, 2]]}, (1, 1), "too_few_half_days"),
        ({"pinned": [(0, 0)]}, (0, 1), "against_pins"),
        ({"scores": [[600, 0, 0], [600, 0, 0]], "places": [1, 0, 0]}, None, "as_good"),
    ],
)
def test_every_kind_of_answer_has_its_sentence(
    changes: dict[str, Any], pair: tuple[int, int] | None, kind: str
) -> None:
    """In Japanese and in English, whatever the reason."""
    problem = a_problem(**changes)
    plan = solve(problem, floor=0)
    asked = pair or next((e, 0) for e in (0, 1) if (e, 0) not in plan.pairs)
    answer = why_not(problem, plan, asked)
    assert answer.kind == kind
    for language in LANGUAGES:
        assert why_not_sentence(answer, words=WORDS, language=language).endswith(("。", "."))


@pytest.mark.parametrize("seed", range(5))
def test_every_counterfactual_is_true_on_solving_again(seed: int) -> None:
    """With the change applied, the pair is in the plan."""
    problem = random_problem(seed, experts=3, requests=5)
    plan = solve(problem, floor=0)
    for pair in zip(problem.expert.tolist(), problem.request.tolist(), strict=True):
        if pair not in plan.pairs:
            found = what_would_change(problem, plan, pair)
            assert found is None or pair in solve(found.change.apply(problem), floor=0).pairs


def test_an_admission_can_bring_somebody_in() -> None:
    """An excluded expert with the best score comes in once the area no longer excludes."""
    problem = a_problem(eligible=[[False, True, True], [True, True, True]], places=[1, 0, 0])
    admission = Admission(expert=0, request=0, score=900, effort=(2, 0), rule="area")
    found = what_would_change(problem, solve(problem, floor=0), (0, 0), admissions=[admission])
    assert found is not None
    assert found.change == admission
    assert "対応地域" in counterfactual_sentence(found, words=WORDS, language="ja")


def test_the_smallest_extra_half_days_come_first() -> None:
    """One more half-day suffices, so two are not proposed."""
    problem = a_problem(capacity=[[1, 2], [0, 0]], places=[1, 0, 0])
    found = what_would_change(problem, solve(problem, floor=0), (0, 0))
    assert found is not None
    assert found.change == MoreHalfDays(expert=0, month=0, half_days=1)
    assert "半日1回分" in counterfactual_sentence(found, words=WORDS, language="ja")
    assert "1 more half-days" in counterfactual_sentence(found, words=WORDS, language="en")


def test_named_relaxations_restore_feasibility_and_no_strict_subset_does() -> None:
    """Each set is enough, and each of its rules is needed."""
    problem = Problem(
        scores=[[500, 500, 500], [500, 500, 500]],
        eligible=[[True, True, False], [False, False, False]],
        effort=[[2, 1], [2, 1], [1, 0]],
        capacity=[[2, 1], [3, 3]],
        places=[1, 1, 1],
        groups=[0, 0, 0],
    )
    waivers = [Admission(1, 2, 500, (1, 0), rule="area"), Admission(1, 0, 500, (2, 1), rule="level")]
    found = relaxations(problem, waivable=waivers)
    assert {len(rules) for rules in found} == {2, 3}
    for rules in found:
        assert fills(problem, rules)
        assert not any(fills(problem, [r for r in rules if r is not left]) for left in rules)
        for language in LANGUAGES:
            assert relaxation_sentence(rules, words=WORDS, language=language)


def fills(problem: Problem, rules: Iterable[Change]) -> bool:
    """Whether every place is filled once these rules are relaxed."""
    for rule in rules:
        problem = rule.apply(problem)
    return solve(problem, floor=0, must_fill=True).complete


def test_nothing_is_relaxed_where_everything_can_be_filled() -> None:
    """A round that works needs no advice; one that cannot work gets none."""
    assert relaxations(a_problem(places=[1, 1, 0])) == ()
    assert relaxations(a_problem(eligible=np.zeros((2, 3), bool))) == ()


def test_scarce_half_days_have_a_price_and_plenty_have_none() -> None:
    """Where one expert is wanted twice, another half-day would add something; where nobody asks, nothing."""
    problem = Problem(
        scores=[[800, 700], [500, 500]],
        eligible=[[True, True], [False, False]],
        effort=[[2, 0], [2, 0]],
        capacity=[[2, 4], [4, 4]],
        places=[1, 1],
        groups=[0, 1],
    )
    plan = solve(problem, floor=0)
    fields = {"security": frozenset({0}), "design": frozenset({1})}
    found = scarcity(problem, plan, experts=fields, requests={"security": frozenset({0, 1})})
    first, *rest = found
    assert (first.field, first.month, first.available, first.used, first.unmet) == ("security", 0, 2, 2, 2)
    assert first.price > 0
    assert all(entry.price == 0 for entry in rest)
    assert "不足は半日2回" in scarcity_sentence(first, words=WORDS, language="ja")
    assert "2 unmet" in scarcity_sentence(first, words=WORDS, language="en")
    assert unplaced_sentence(plan.unplaced[0], words=WORDS, language="ja").startswith("依頼2")
    assert "unfilled" in unplaced_sentence(plan.unplaced[0], words=WORDS, language="en")
