"""Every error has its page: what happened, what to do now, and where to go on."""

import inspect

import pytest

from chalicelib.domain import errors
from chalicelib.domain.identity import Role
from chalicelib.web.problems import BROKEN, PROBLEMS, Problem, problem_of
from tests.builders import OZU, UCHIKO, a_request
from tests.web.browser import Browser

REJECTIONS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.Rejected)]


@pytest.mark.parametrize("kind", [kind for kind in REJECTIONS if kind is not errors.Rejected])
def test_every_rejection_has_a_problem_of_its_own(kind: type[Exception]) -> None:
    """None of the domain's refusals ends as a breakdown."""
    assert problem_of(kind.__new__(kind)) is not BROKEN


def test_an_error_nobody_expected_is_a_breakdown() -> None:
    """It is not made to look like a rule."""
    assert problem_of(ZeroDivisionError()) is BROKEN


@pytest.mark.parametrize("kind", [kind for kind, _ in PROBLEMS])
def test_the_more_particular_error_is_met_first(kind: type[Exception]) -> None:
    """No row of the table stands behind a row that would answer for it."""
    expected: Problem = dict(PROBLEMS)[kind]

    assert problem_of(kind.__new__(kind)) is expected


def test_problems_are_told_in_sentences_and_by_one_name_each() -> None:
    """Advice is a whole sentence; machines tell problems by their slug."""
    problems = [problem for _, problem in PROBLEMS]

    assert all(problem.advice.endswith("。") and problem.status >= 400 for problem in problems)
    assert len({problem.slug for problem in problems}) == len(problems)


def test_another_towns_request_is_no_page_at_all(browser: Browser) -> None:
    """Not forbidden: as if there were none, with a way to go on."""
    request = a_request(browser.office, of=OZU)

    page = browser.sign_in(Role.MUNICIPALITY, municipality=UCHIKO).get(f"/requests/{request.id}")

    assert page.status == 404
    assert "ページが見つかりません" in page.text
    assert 'href="/"' in page.text
    assert request.title not in page.text
