"""The plan as a mixed-integer programme: a 0/1 column a pair, a row a request, a row an expert's contested month."""

import numpy as np

from matching.plan.arrays import Real, Whole
from matching.plan.case import Case
from matching.plan.market import Market
from matching.plan.programme import Programme


def pair_programme(
    market: Market,
    pairs: Whole,
    *,
    gain: Real,
    places: Whole | None = None,
    capacity: Whole | None = None,
    fill: bool = False,
) -> Programme:
    """Maximise gain over these pairs; places and half-days are the market's unless some are taken already. With
    `fill` no place may stay empty."""
    programme = Programme(
        gain=gain, lower=np.zeros(len(pairs)), upper=np.ones(len(pairs)), whole=np.ones(len(pairs), bool)
    )
    places = market.places if places is None else places
    _add_places(programme, market.request[pairs], places=places, fill=fill)
    _add_months(programme, market, pairs, capacity=market.capacity if capacity is None else capacity)
    return programme


def add_floors(programme: Programme, case: Case, pairs: Whole, *, floors: Real) -> None:
    """Every claiming group holds at least its floor, a score; whole scores make the floor a whole number."""
    row, column, score = score_entries(case, pairs)
    lower = (floors - case.claims.settled)[case.claims.live] - 1e-6
    if not case.claims.groups.joint:
        lower = np.ceil(lower)
    programme.add_rows(row, column, score, lower=lower, upper=np.full(len(lower), np.inf))


def add_levels(programme: Programme, case: Case, pairs: Whole, *, columns: Whole, relief: Whole | None = None) -> None:
    """Rows  utility_g + relief_g ≥ level  for every claiming group, level and relief being columns."""
    row, column, score = score_entries(case, pairs)
    due = case.claims.due[case.claims.live]
    every = np.arange(len(due))
    blocks = [(row, column, score / due[row]), (every, columns, -np.ones(len(due)))]
    if relief is not None:
        blocks.append((every, relief, np.ones(len(due))))
    rows, entries, values = (np.concatenate(part) for part in zip(*blocks, strict=True))
    lower = -case.claims.settled[case.claims.live] / due
    programme.add_rows(rows, entries, values, lower=lower, upper=np.full(len(due), np.inf))


def score_entries(case: Case, pairs: Whole) -> tuple[Whole, Whole, Real]:
    """What each pair adds to the score of each claiming group: row (among the claiming), column, amount."""
    market, groups, live = case.market, case.claims.groups, case.claims.live
    row_of = np.cumsum(live) - 1
    use = np.nonzero(live[groups.group])[0]
    use = use[np.argsort(groups.request[use], kind="stable")]
    request = groups.request[use]
    first = np.searchsorted(request, market.request[pairs])
    copies = np.searchsorted(request, market.request[pairs], side="right") - first
    column = np.repeat(np.arange(len(pairs)), copies)
    entry = use[np.repeat(first - (np.cumsum(copies) - copies), copies) + np.arange(len(column))]
    return row_of[groups.group[entry]], column, market.score[pairs][column] * groups.share[entry]


def _add_places(programme: Programme, requests: Whole, *, places: Whole, fill: bool) -> None:
    request, row = np.unique(requests, return_inverse=True)
    upper = places[request].astype(float)
    lower = upper if fill else np.zeros(len(request))
    programme.add_rows(row, np.arange(len(requests)), np.ones(len(requests)), lower=lower, upper=upper)


def _add_months(programme: Programme, market: Market, pairs: Whole, *, capacity: Whole) -> None:
    """A month whose half-days suffice for everything wanted needs no row."""
    need = market.need[pairs]
    wanted = np.zeros_like(capacity)
    np.add.at(wanted, market.expert[pairs], need)
    contested = wanted > capacity
    row_of = (np.cumsum(contested) - 1).reshape(contested.shape)
    column, month = np.nonzero((need > 0) & contested[market.expert[pairs]])
    upper = capacity[contested].astype(float)
    programme.add_rows(
        row_of[market.expert[pairs][column], month],
        column,
        need[column, month].astype(float),
        lower=np.zeros(len(upper)),
        upper=upper,
    )
