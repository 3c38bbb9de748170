"""An independent check of a plan: plain loops over the problem, sharing nothing with the planner."""

from collections import Counter
from collections.abc import Iterable

from matching.plan.problem import Pair, Problem


def faults(problem: Problem, pairs: Iterable[Pair]) -> tuple[str, ...]:
    """Every rule the pairs break, in words; empty when the plan can be carried out."""
    chosen = [(int(expert), int(request)) for expert, request in pairs]
    row_of = _rows(problem, chosen)
    found = [f"pair {pair} is planned {times} times" for pair, times in Counter(chosen).items() if times > 1]
    found += [f"pair {pair} is not eligible" for pair in chosen if pair not in row_of]
    planned = set(chosen)
    found += [f"pin {tuple(pin)} is missing" for pin in problem.pinned.tolist() if tuple(pin) not in planned]
    found += _overfull_requests(problem, chosen)
    found += _overworked_experts(problem, [(pair, row_of[pair]) for pair in chosen if pair in row_of])
    return tuple(found)


def total_score(problem: Problem, pairs: Iterable[Pair]) -> int:
    """The sum of the scores of the pairs."""
    chosen = list(pairs)
    rows = _rows(problem, chosen)
    return sum(int(problem.score[rows[pair]]) for pair in chosen)


def _rows(problem: Problem, chosen: Iterable[Pair]) -> dict[Pair, int]:
    """Where the chosen pairs stand in the problem; those that are not eligible stand nowhere."""
    wanted = set(chosen)
    pairs = zip(problem.expert.tolist(), problem.request.tolist(), strict=True)
    return {pair: row for row, pair in enumerate(pairs) if pair in wanted}


def _overfull_requests(problem: Problem, chosen: list[Pair]) -> list[str]:
    placed = Counter(request for _, request in chosen)
    return [
        f"request {request} has {problem.places[request]} places, {count} planned"
        for request, count in placed.items()
        if count > problem.places[request]
    ]


def _overworked_experts(problem: Problem, chosen: list[tuple[Pair, int]]) -> list[str]:
    used: dict[tuple[int, int], int] = {}
    for (expert, _), row in chosen:
        for month, half_days in enumerate(problem.effort[problem.effort_row[row]].tolist()):
            used[expert, month] = used.get((expert, month), 0) + half_days
    return [
        f"expert {expert} has {problem.capacity[expert, month]} half-days in month {month}, {half_days} planned"
        for (expert, month), half_days in used.items()
        if half_days > problem.capacity[expert, month]
    ]
