"""The planner beside its rivals, in one run: python -m benchmarks.plan [--data FOLDER] [--rivals PYTHON] [SIZE …].

Every planner runs in a process of its own; the rivals' interpreter needs requirements-bench.txt.
"""

import json
import platform
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.instances import SIZES
from benchmarks.plan_plot import plot
from benchmarks.plan_public import affinity_rows, gap_rows
from benchmarks.plan_stability import stability

SECONDS = {"round": 10.0, "small": 10.0, "medium": 10.0, "large": 30.0, "huge": 30.0}
FLOOR_SECONDS = {"round": 10.0, "small": 20.0, "medium": 15.0, "large": 90.0}
RIVAL_SECONDS = 30.0
RIVAL_SIZES = ("round", "small", "medium")
GAP_HEADER = ("instance", "cost", "best known", "above", "proven gap", "seconds")
AFFINITY_HEADER = ("instance", "papers × reviewers", "worst", "its bound", "total", "its bound", "seconds")
GAP_SECONDS, AFFINITY_SECONDS = 60.0, 30.0


def main(argv: Sequence[str] = ()) -> None:
    """Print the tables as Markdown."""
    parser = ArgumentParser(prog="python -m benchmarks.plan")
    parser.add_argument("sizes", nargs="*", metavar="SIZE", help=f"of {', '.join(SIZES)}")
    parser.add_argument("--data", type=Path, help="folder with gap/ and affinity/")
    parser.add_argument("--rivals", default=sys.executable, help="interpreter with scipy and ortools")
    parser.add_argument("--clock", choices=("wall", "processor"), default="wall", help="what our seconds are of")
    parser.add_argument("--plot", type=Path, help="write gap against time as SVG")
    given = parser.parse_args(argv)
    print(f"{platform.machine()}, Python {platform.python_version()}; ratios of one run count, not seconds\n")
    traces: dict[str, Any] = {}
    for size in given.sizes or ("round", "small", "medium", "medium-varied", "large", "large-varied", "huge"):
        traces |= _synthetic(size, given.rivals, given.clock)
    if given.plot is not None:
        given.plot.write_text(plot(traces), encoding="utf-8")
    if not given.sizes or "medium" in given.sizes:
        kept = stability("small", seconds=5.0)
        print("10 % new requests (30 × 60):", ", ".join(f"{name} {value:.3g}" for name, value in kept.items()), "\n")
    _public(given.data)


def _synthetic(size: str, rivals: str, clock: str) -> dict[str, Any]:
    plain = size.removesuffix("-varied")
    reports = {"ours": _run(sys.executable, "ours", size, SECONDS[plain], clock)}
    if plain in FLOOR_SECONDS:
        reports["ours, floor"] = _run(sys.executable, "ours, floor", size, FLOOR_SECONDS[plain], clock)
    reports["greedy"] = _run(sys.executable, "greedy", size, 0)
    if size in RIVAL_SIZES:
        reports["HiGHS"] = _run(sys.executable, "HiGHS", size, RIVAL_SECONDS)
        reports |= {name: _run(rivals, name, size, RIVAL_SECONDS) for name in ("scipy milp", "CP-SAT")}
    header = (
        "planner",
        "objective",
        "own bound",
        "below our bound",
        "seconds",
        "of processor",
        "MiB",
        "worst-off",
        "promised",
        "t*",
    )
    bound = float(reports["ours"]["bound"])
    _table(SIZES[size].name, header, (_row(name, report, bound) for name, report in reports.items()))
    return {f"{SIZES[size].name}, {name}": report["trace"] for name, report in reports.items() if "trace" in report}


def _run(python: str, planner: str, size: str, seconds: float, clock: str = "wall") -> dict[str, Any]:
    command = [python, "-m", "benchmarks.plan_run", planner, size, str(seconds), clock]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1:]}
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report


def _row(name: str, report: dict[str, Any], bound: float) -> tuple[str, ...]:
    if "failed" in report:
        return (name, *(["–"] * 8), str(report["failed"]))
    objective = report["objective"]
    below = f"{1 - objective / bound:.3%}" if objective > 0 else "no plan"
    fair = ("–", "–", "–")
    if report.get("level"):
        fair = (f"{report['worst']:.3f}", f"{report['level']:.3f}", f"{report['low']:.3f}–{report['high']:.3f}")
    memory = f"{report['memory_mib']:.0f}"
    return (
        name,
        f"{objective:.0f}",
        f"{report['bound']:.0f}",
        below,
        f"{report['seconds']:.2f}",
        f"{report['processor']:.2f}",
        memory,
        *fair,
    )


def _table(title: str, header: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> None:
    print(f"### {title}\n\n| {' | '.join(header)} |\n|{'---|' * len(header)}")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)
    print()


def _public(data: Path | None) -> None:
    if data is None:
        print("No --data folder given: only synthetic instances ran.")
        return
    _table("Generalised assignment", GAP_HEADER, gap_rows(data, seconds=GAP_SECONDS))
    _table("Paper–reviewer affinities", AFFINITY_HEADER, affinity_rows(data, seconds=AFFINITY_SECONDS))


if __name__ == "__main__":
    main(sys.argv[1:])
