"""A linear or mixed-integer programme, built from numpy blocks and solved by HiGHS."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from matching.plan.arrays import Flags, Real, Whole
from matching.plan.clock import Clock
from matching.plan.effort import DEFAULT, Effort

if TYPE_CHECKING:
    import highspy


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What came of it: values (None if nothing feasible was found), value, proven bound, whether it is optimal, and of
    a linear programme the reduced gain of every column."""

    values: Real | None
    value: float
    bound: float
    optimal: bool
    reduced: Real
    infeasible: bool = False


@dataclass(slots=True, eq=False)
class Programme:
    """Maximise gain·x with lower ≤ x ≤ upper and rows added block by block; growing rows, fixed columns."""

    gain: Real
    lower: Real
    upper: Real
    whole: Flags
    _rows: list[tuple[Whole, Whole, Real]] = field(default_factory=list)
    _row_lower: list[Real] = field(default_factory=list)
    _row_upper: list[Real] = field(default_factory=list)
    _count: int = 0

    def add_rows(self, row: Whole, column: Whole, value: Real, *, lower: Real, upper: Real) -> None:
        """Rows lower ≤ Σ value·x[column] ≤ upper; `row` counts from 0 within this block."""
        self._rows.append((row + self._count, column, value))
        self._row_lower.append(np.asarray(lower, float))
        self._row_upper.append(np.asarray(upper, float))
        self._count += len(lower)

    def add_columns(self, *, gain: Real, lower: Real, upper: Real) -> None:
        """Append continuous columns."""
        self.gain = np.concatenate([self.gain, gain])
        self.lower = np.concatenate([self.lower, lower])
        self.upper = np.concatenate([self.upper, upper])
        self.whole = np.concatenate([self.whole, np.zeros(len(gain), bool)])

    def solve(
        self,
        clock: Clock,
        effort: Effort = DEFAULT,
        *,
        within: float = 1e-6,
        start: Real | None = None,
        nodes: int | None = None,
        restarts: bool = True,
    ) -> Outcome:
        """Solve until the bound is proven within so much of the value, so many nodes have been branched on, time is up
        or the listener says stop. A small programme is quicker without `restarts` at the root."""
        import highspy

        solver = highspy.Highs()
        solver.silent()
        solver.setOptionValue("threads", effort.threads)
        solver.setOptionValue("random_seed", effort.seed)
        solver.setOptionValue("time_limit", max(0.01, clock.left))
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", within)
        solver.setOptionValue("mip_allow_restart", restarts)
        if nodes is not None:
            solver.setOptionValue("mip_max_nodes", nodes)
        solver.passModel(self._model())
        if start is not None:
            solver.setSolution(len(start), np.arange(len(start), dtype=np.int32), start)
        if clock.listener is not None:
            solver.cbMipInterrupt += _Stop(clock)
        solver.run()
        return self._outcome(solver)

    def _model(self) -> "highspy.HighsLp":
        import highspy

        row, column, value = (np.concatenate(part) for part in zip(*self._rows, strict=True))
        order = np.lexsort((row, column))
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.gain), self._count
        model.sense_ = highspy.ObjSense.kMaximize
        model.col_cost_, model.col_lower_, model.col_upper_ = self.gain, self.lower, self.upper
        model.row_lower_, model.row_upper_ = np.concatenate(self._row_lower), np.concatenate(self._row_upper)
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = np.searchsorted(column[order], np.arange(len(self.gain) + 1))
        model.a_matrix_.index_, model.a_matrix_.value_ = row[order], value[order]
        kinds = {True: highspy.HighsVarType.kInteger, False: highspy.HighsVarType.kContinuous}
        if self.whole.any():
            model.integrality_ = [kinds[flag] for flag in self.whole.tolist()]
        return model

    def _outcome(self, solver: Any) -> Outcome:
        import highspy

        info, status, solution = solver.getInfo(), solver.getModelStatus(), solver.getSolution()
        feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        optimal = status == highspy.HighsModelStatus.kOptimal
        bound = info.mip_dual_bound if self.whole.any() else (info.objective_function_value if optimal else np.inf)
        return Outcome(
            values=np.array(solution.col_value) if feasible else None,
            value=info.objective_function_value if feasible else -np.inf,
            bound=bound,
            optimal=optimal,
            reduced=np.array(solution.col_dual),
            infeasible=status == highspy.HighsModelStatus.kInfeasible,
        )


@dataclass(frozen=True, slots=True)
class _Stop:
    """Tells HiGHS to stop when the clock does."""

    clock: Clock

    def __call__(self, event: Any) -> None:
        self.clock.tell("search", objective=event.data_out.mip_primal_bound, bound=event.data_out.mip_dual_bound)
        if self.clock.over:
            event.interrupt()
