"""What a problem accepts, and the name of each fault."""

from typing import Any

import numpy as np
import pytest

from matching.plan import NumberError, PairError, ParameterError, PinError, PlanError, Problem, ShapeError, solve
from tests.matching.plan.builders import a_problem


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"capacity": [[-1, 2], [2, 2]]}, NumberError),
        ({"capacity": [[2.5, 2], [2, 2]]}, NumberError),
        ({"scores": [[float("nan"), 1, 1], [1, 1, 1]]}, NumberError),
        ({"scores": [[float("inf"), 1, 1], [1, 1, 1]]}, NumberError),
        ({"scores": [[2**40, 1, 1], [1, 1, 1]]}, NumberError),
        ({"scores": [["a", 1, 1], [1, 1, 1]]}, NumberError),
        ({"effort": [[-1, 0], [2, 2], [0, 1]]}, NumberError),
        ({"places": [1, -1, 1]}, NumberError),
        ({"groups": [0, -1, 1]}, NumberError),
        ({"group_weight": [1.0, float("nan")]}, NumberError),
        ({"scores": [1, 2, 3]}, ShapeError),
        ({"eligible": np.ones((3, 3), bool)}, ShapeError),
        ({"effort": np.ones((2, 2), int)}, ShapeError),
        ({"effort": np.ones((3, 3, 2), int)}, ShapeError),
        ({"capacity": np.zeros((2, 0), int), "effort": np.zeros((3, 0), int)}, ShapeError),
        ({"places": [1, 1]}, ShapeError),
        ({"groups": [0]}, ShapeError),
        ({"group_weight": [1.0]}, ShapeError),
        ({"groups": [[0, 0], [1, 0], [0, 1]]}, NumberError),
        ({"pinned": [(0, 9)]}, PairError),
        ({"pinned": [(0, 0), (0, 0)]}, PairError),
        ({"previous": [(-1, 0)]}, PairError),
        ({"previous": [(0, 0, 0)]}, ShapeError),
        ({"pinned": [(0, 0)], "eligible": np.zeros((2, 3), bool)}, PairError),
        ({"pinned": [(0, 0), (1, 0)]}, PinError),
        ({"pinned": [(0, 0), (0, 1)]}, PinError),
    ],
)
def test_each_fault_has_its_name(changes: dict[str, Any], error: type[PlanError]) -> None:
    """Whatever is wrong with a problem is said when it is made, by an error of its own."""
    with pytest.raises(error):
        a_problem(**changes)


@pytest.mark.parametrize(
    "argument",
    [{"time_limit_s": -1.0}, {"time_limit_s": float("nan")}, {"floor": 1.5}, {"kept_bonus": -1}, {"threads": 0}],
)
def test_arguments_out_of_range_are_refused(argument: dict[str, Any]) -> None:
    """solve() names the argument that makes no sense."""
    with pytest.raises(ParameterError, match=next(iter(argument))):
        solve(a_problem(), **argument)


def test_a_problem_from_pairs_is_the_same_problem() -> None:
    """Dense tables and a list of pairs describe the same round."""
    dense = a_problem()
    sparse = Problem.from_pairs(
        expert=dense.expert[::-1],
        request=dense.request[::-1],
        score=dense.score[::-1],
        effort=dense.need()[::-1],
        effort_by="pair",
        capacity=dense.capacity,
        places=dense.places,
        groups=[0, 1, 1],
    )
    assert solve(sparse).pairs == solve(dense).pairs
    assert (sparse.need() == dense.need()).all()


@pytest.mark.parametrize("fault", [{"expert": [0, 0]}, {"expert": [0, 7]}, {"request": [0, -1]}, {"score": [1]}])
def test_a_list_of_pairs_names_each_pair_once_and_within_the_round(fault: dict[str, Any]) -> None:
    """Twice the same pair, or one outside the round, is refused."""
    given: dict[str, Any] = {"expert": [0, 1], "request": [0, 0], "score": [5, 6]} | fault
    with pytest.raises(PlanError):
        Problem.from_pairs(**given, effort=[[1]], capacity=[[1], [1]], places=[1], groups=[0])
