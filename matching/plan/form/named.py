"""A problem with the names its file uses, and the settings that belong to its kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from matching.plan.errors import FormError
from matching.plan.explain.sentences import Words
from matching.plan.problem import Pair, Problem


@dataclass(frozen=True, slots=True, eq=False)
class NamedRound:
    """What a file holds: the problem, the ids behind its numbers, and arguments for solve()."""

    problem: Problem
    experts: tuple[str, ...]
    requests: tuple[str, ...]
    months: tuple[str, ...]
    groups: tuple[str, ...]
    settings: Mapping[str, float | int | bool] = field(default_factory=dict)

    def pair(self, expert: str, request: str) -> Pair:
        """The numbers of a pair of ids; FormError when there is no such expert or request."""
        return _index(self.experts, expert, kind="expert"), _index(self.requests, request, kind="request")

    def words(self) -> Words:
        """The ids as words."""
        return Words(dict(enumerate(self.experts)), dict(enumerate(self.requests)), self.months)


def numbered(count: int) -> tuple[str, ...]:
    """Ids 1, 2, … for files without names."""
    return tuple(str(number) for number in range(1, count + 1))


def _index(ids: tuple[str, ...], wanted: str, *, kind: str) -> int:
    if wanted not in ids:
        raise FormError(kind, f"there is no {kind} {wanted!r}")
    return ids.index(wanted)
