"""Public instances: generalised assignment against the best known values, affinities against the relaxation's bound."""

from collections.abc import Iterator
from pathlib import Path

from matching.plan import faults, solve
from matching.plan.form import read_affinity, read_gap

BEST_KNOWN = {
    "c05100": 1931,
    "d05100": 6353,
    "d05200": 12742,
    "d10100": 6347,
    "d30900": 54838,
    "e05100": 12681,
    "e10100": 11577,
    "e10200": 23307,
    "e20100": 8436,
}


def gap_rows(folder: Path, *, seconds: float) -> Iterator[tuple[str, ...]]:
    """Cost found, best known, how far above, proven gap, seconds."""
    for name, best in BEST_KNOWN.items():
        path = folder / "gap" / name
        if not path.exists():
            continue
        named = read_gap(path.read_text(encoding="ascii"))
        plan = solve(named.problem, time_limit_s=seconds, must_fill=True, floor=0.0, kept_bonus=0)
        sound = plan.complete and not faults(named.problem, plan.pairs)
        cost = -plan.objective
        above = f"{cost / best - 1:.3%}" if sound else "not feasible"
        yield name, str(cost), str(best), above, f"{plan.gap:.3%}", f"{plan.seconds:.1f}"


def affinity_rows(folder: Path, *, seconds: float) -> Iterator[tuple[str, ...]]:
    """Worst paper, its bound, total, its bound, seconds."""
    for path in sorted((folder / "affinity").glob("*.in")):
        named = read_affinity(path.read_text(encoding="ascii"))
        plan = solve(named.problem, time_limit_s=seconds, must_fill=True, floor=1.0, kept_bonus=0)
        size = f"{named.problem.requests} × {named.problem.experts}"
        worst = f"{min(plan.utility) / 1000:.2f}"
        high = f"{plan.fair_bound / 1000:.2f}"
        yield path.stem, size, worst, high, str(plan.objective), str(plan.bound), f"{plan.seconds:.2f}"
