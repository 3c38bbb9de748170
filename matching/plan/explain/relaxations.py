"""When not every place can be filled: the smallest sets of rules to relax so that it can."""

from collections.abc import Iterator, Sequence

import numpy as np

from matching.plan.arrays import Flags, Real, Whole
from matching.plan.clock import Clock
from matching.plan.explain.changes import Admission, MoreHalfDays
from matching.plan.market import Market, open_market
from matching.plan.problem import Problem
from matching.plan.programme import Programme

Rule = MoreHalfDays | Admission


def relaxations(
    problem: Problem, *, waivable: Sequence[Admission] = (), most: int = 3, time_limit_s: float = 10.0
) -> tuple[tuple[Rule, ...], ...]:
    """Up to `most` sets of rules whose relaxation fills every place; no strict subset of a set does, smallest first.

    Rules are an expert's half-days in a month and, where given, exclusions that could be waived. Empty when
    nothing has to be relaxed or nothing helps."""
    return tuple(_sets(_Relaxed(problem, waivable), most, Clock(time_limit_s)))


def _sets(model: "_Relaxed", most: int, clock: Clock) -> Iterator[tuple[Rule, ...]]:
    programme = model.programme()
    for _ in range(most):
        outcome = programme.solve(clock, within=0.5)
        if outcome.values is None or not outcome.optimal or outcome.value > -0.5:
            return
        relaxed = outcome.values[model.rules] > 0.5
        yield model.named(outcome.values, relaxed)
        columns = model.rules[relaxed]
        upper = np.array([len(columns) - 1.0])
        programme.add_rows(np.zeros(len(columns), int), columns, np.ones(len(columns)), lower=np.zeros(1), upper=upper)


class _Relaxed:
    """Columns: pairs, a switch per expert's month, a switch per waiver. Minimise the switches that are on."""

    def __init__(self, problem: Problem, waivable: Sequence[Admission]) -> None:
        self.waivable = tuple(waivable)
        self.free = problem
        for waiver in self.waivable:
            self.free = waiver.apply(self.free)
        roomy = self.free.changed(capacity=self.free.capacity + self.free.need().sum(axis=0, initial=0))
        self.market: Market = open_market(roomy, must_fill=True)
        self.capacity = problem.capacity - _used(problem)
        self.pairs = len(self.market.row)
        self.switches = problem.capacity.size

    @property
    def rules(self) -> Whole:
        """The columns of the switches."""
        return self.pairs + np.arange(self.switches + len(self.waivable))

    def programme(self) -> Programme:
        """Every place filled with the fewest switches on."""
        count = self.pairs + self.switches + len(self.waivable)
        gain = np.concatenate([np.zeros(self.pairs), -np.ones(count - self.pairs)])
        programme = Programme(gain=gain, lower=np.zeros(count), upper=np.ones(count), whole=np.ones(count, bool))
        self._fill_places(programme)
        self._switch_months(programme)
        self._switch_waivers(programme)
        return programme

    def named(self, values: Real, relaxed: Flags) -> tuple[Rule, ...]:
        """The switched rules, months with the half-days that were missing."""
        chosen = values[: self.pairs] > 0.5
        used = np.zeros_like(self.capacity)
        np.add.at(used, self.market.expert[chosen], self.market.need[chosen])
        missing = used - self.capacity
        found: list[Rule] = []
        for switch in np.nonzero(relaxed)[0].tolist():
            if switch < self.switches:
                expert, month = divmod(switch, self.capacity.shape[1])
                found.append(MoreHalfDays(expert, month, int(missing[expert, month])))
            else:
                found.append(self.waivable[switch - self.switches])
        return tuple(found)

    def _fill_places(self, programme: Programme) -> None:
        places = self.market.places.astype(float)
        column = np.arange(self.pairs)
        programme.add_rows(self.market.request, column, np.ones(self.pairs), lower=places, upper=places)

    def _switch_months(self, programme: Programme) -> None:
        months = self.capacity.shape[1]
        pair, month = np.nonzero(self.market.need)
        row = self.market.expert[pair] * months + month
        need = self.market.need[pair, month].astype(float)
        room = np.bincount(row, weights=need, minlength=self.switches)
        programme.add_rows(
            np.concatenate([row, np.arange(self.switches)]),
            np.concatenate([pair, self.pairs + np.arange(self.switches)]),
            np.concatenate([need, -room]),
            lower=np.full(self.switches, -np.inf),
            upper=self.capacity.reshape(-1).astype(float),
        )

    def _switch_waivers(self, programme: Programme) -> None:
        for number, waiver in enumerate(self.waivable):
            here = (self.market.expert == waiver.expert) & (self.market.request == waiver.request)
            pair = np.nonzero(here)[0]
            columns = np.append(pair, self.pairs + self.switches + number)
            values = np.append(np.ones(len(pair)), -1.0)
            programme.add_rows(
                np.zeros(len(columns), int), columns, values, lower=np.full(1, -np.inf), upper=np.zeros(1)
            )


def _used(problem: Problem) -> Whole:
    used = np.zeros_like(problem.capacity)
    rows = problem.find(problem.pinned)
    np.add.at(used, problem.expert[rows], problem.need(rows))
    return used
