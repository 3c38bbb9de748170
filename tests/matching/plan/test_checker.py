"""The feasibility checker catches each broken rule; every plan of the tests goes through it."""

from matching.plan import faults
from matching.plan.checker import total_score
from tests.matching.plan.builders import a_problem


def test_a_plan_that_keeps_every_rule_has_no_fault() -> None:
    """Full months and full places are allowed."""
    assert faults(a_problem(), [(0, 0), (1, 1)]) == ()


def test_each_broken_rule_is_named() -> None:
    """Twice the same, too many on one request, too many half-days, not eligible, pin missing."""
    problem = a_problem(eligible=[[True, True, False], [True, True, True]], pinned=[(1, 2)])
    found = " / ".join(faults(problem, [(0, 0), (0, 0), (1, 0), (0, 1), (0, 2)]))
    assert "(0, 0) is planned 2 times" in found
    assert "(0, 2) is not eligible" in found
    assert "pin (1, 2) is missing" in found
    assert "request 0 has 1 places, 3 planned" in found
    assert "expert 0 has 2 half-days in month 0, 6 planned" in found


def test_a_single_half_day_too_many_is_seen_in_its_month() -> None:
    """The second month counts as much as the first."""
    problem = a_problem(capacity=[[2, 1], [2, 2]])
    assert faults(problem, [(0, 1)]) == ("expert 0 has 1 half-days in month 1, 2 planned",)


def test_a_single_expert_too_many_on_a_request_is_seen() -> None:
    """One place, two experts, both with the half-days."""
    assert faults(a_problem(), [(0, 0), (1, 0)]) == ("request 0 has 1 places, 2 planned",)


def test_the_half_days_of_the_pair_count_where_travel_differs() -> None:
    """The way is longer for the second expert, and only for the first request."""
    problem = a_problem(effort=[[[1, 0], [1, 0], [0, 1]], [[3, 0], [1, 0], [0, 1]]])
    assert faults(problem, [(0, 0), (1, 1)]) == ()
    assert faults(problem, [(1, 0)]) == ("expert 1 has 2 half-days in month 0, 3 planned",)


def test_the_total_is_the_sum_of_the_scores_planned() -> None:
    """As a clerk adds it up."""
    assert total_score(a_problem(), [(0, 0), (1, 1)]) == 900 + 800
