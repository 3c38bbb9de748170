"""One planner on one instance in this process: python -m benchmarks.plan_run PLANNER SIZE SECONDS [CLOCK]; prints JSON.

Our planner's seconds are of the CLOCK: `wall`, or `processor` where other work shares the machine.
"""

import importlib
import json
import resource
import sys
import time
from functools import partial

from benchmarks.instances import SIZES, make
from benchmarks.plan_rivals import RIVALS
from matching.plan import Problem, Progress, faults, planner, solve
from matching.plan.clock import Clock

SOLVERS = {"HiGHS": "highspy", "scipy milp": "scipy.optimize", "CP-SAT": "ortools.sat.python.cp_model"}
"""Loaded before the clock starts."""


def main(name: str, size: str, seconds: float, clock: str = "wall") -> dict[str, object]:
    """Objective, bound, seconds, memory; of our planner also fairness and how the gap fell."""
    if name != "greedy":
        importlib.import_module(SOLVERS.get(name, "highspy"))
    if clock == "processor":
        vars(planner)["Clock"] = partial(Clock, timer=time.process_time)
    problem = make(SIZES[size])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started, worked = time.perf_counter(), time.process_time()
    report = ours(problem, name, seconds) if name.startswith("ours") else rival(problem, name, seconds)
    report |= {"seconds": time.perf_counter() - started, "processor": time.process_time() - worked}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return report | {"memory_mib": memory / 1024, "instance_mib": before / 1024}


# Steps that tell of a part of the problem, with a bound of its own.
WITHIN = ("search", "fairness")


def ours(problem: Problem, name: str, seconds: float) -> dict[str, object]:
    """Our planner, plain or with the floor of 0.9."""
    trace: list[tuple[float, float]] = []

    def listen(progress: Progress) -> None:
        if progress.step in WITHIN:
            return
        trace.append((progress.seconds, (progress.bound - progress.objective) / max(1, abs(progress.objective))))

    plan = solve(problem, time_limit_s=seconds, floor=0.9 if name == "ours, floor" else 0.0, progress=listen)
    trace.append((plan.seconds, plan.gap))
    if faults(problem, plan.pairs):
        raise AssertionError("the plan is not feasible")
    fairness = {"worst": min(plan.utility), "level": plan.fair_level, "low": plan.fair_target, "high": plan.fair_bound}
    return {"objective": plan.objective, "bound": plan.bound, "trace": trace, **fairness}


def rival(problem: Problem, name: str, seconds: float) -> dict[str, object]:
    """One of the others."""
    objective, bound = RIVALS[name](problem, seconds)
    return {"objective": objective, "bound": bound}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2], float(sys.argv[3]), *sys.argv[4:])))
