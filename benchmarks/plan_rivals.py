"""What others offer for the same problem: the plain greedy, and the whole programme in HiGHS, scipy and CP-SAT."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.plan import Problem

Answer = tuple[float, float]
"""Objective of the plan found and proven bound; −inf and inf where there is none."""

Array = npt.NDArray[Any]


def greedy(problem: Problem, seconds: float) -> Answer:
    """Pairs by falling score, each placed if it fits."""
    left, places, need = problem.capacity.copy(), problem.places.copy(), problem.need()
    total = 0
    for row in np.argsort(-problem.score, kind="stable"):
        expert, request = problem.expert[row], problem.request[row]
        if places[request] and (left[expert] >= need[row]).all():
            left[expert] -= need[row]
            places[request] -= 1
            total += int(problem.score[row])
    return float(total), np.inf


def rows_of(problem: Problem) -> tuple[Array, Array, Array, Array]:
    """Row, column and value of every coefficient, and the right-hand sides: places, then half-days."""
    pair, month = np.nonzero(problem.need())
    row = np.concatenate([problem.request, problem.requests + problem.expert[pair] * problem.months + month])
    column = np.concatenate([np.arange(len(problem.score)), pair])
    value = np.concatenate([np.ones(len(problem.score)), problem.need()[pair, month]])
    return row, column, value, np.concatenate([problem.places, problem.capacity.reshape(-1)]).astype(float)


def highs(problem: Problem, seconds: float) -> Answer:
    """HiGHS on the whole programme, one thread."""
    import highspy

    row, column, value, limit = rows_of(problem)
    order = np.lexsort((row, column))
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(problem.score), len(limit)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = problem.score.astype(float)
    model.col_lower_, model.col_upper_ = np.zeros(len(problem.score)), np.ones(len(problem.score))
    model.row_lower_, model.row_upper_ = np.full(len(limit), -np.inf), limit
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.searchsorted(column[order], np.arange(len(problem.score) + 1))
    model.a_matrix_.index_, model.a_matrix_.value_ = row[order], value[order]
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(problem.score)
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("time_limit", seconds)
    solver.passModel(model)
    solver.run()
    info = solver.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return (info.objective_function_value if found else -np.inf), info.mip_dual_bound


def scipy(problem: Problem, seconds: float) -> Answer:
    """scipy.optimize.milp on the whole programme."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    row, column, value, limit = rows_of(problem)
    matrix = csr_array((value, (row, column)), shape=(len(limit), len(problem.score)))
    result = milp(
        -problem.score.astype(float),
        constraints=LinearConstraint(matrix, ub=limit),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(problem.score)),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    bound = -result.mip_dual_bound if result.mip_dual_bound is not None else np.inf
    return (-result.fun if result.x is not None else -np.inf), bound


def cpsat(problem: Problem, seconds: float) -> Answer:
    """OR-Tools CP-SAT on the whole programme, one worker."""
    from ortools.sat.python import cp_model

    row, column, value, limit = rows_of(problem)
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in range(len(problem.score))]
    order = np.argsort(row, kind="stable")
    for line, entries in enumerate(np.split(order, np.searchsorted(row[order], np.arange(1, len(limit))))):
        terms = [int(value[entry]) * chosen[column[entry]] for entry in entries]
        model.add(sum(terms) <= int(limit[line]))
    model.maximize(sum(int(score) * pair for score, pair in zip(problem.score, chosen, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return (solver.objective_value if found else -np.inf), solver.best_objective_bound


RIVALS: dict[str, Callable[[Problem, float], Answer]] = {
    "greedy": greedy,
    "HiGHS": highs,
    "scipy milp": scipy,
    "CP-SAT": cpsat,
}
