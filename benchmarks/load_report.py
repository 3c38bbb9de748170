"""What was measured under load, as tables."""

import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from benchmarks.traffic.line import Timed

SHARES = (50, 95, 99)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The requests of so many seconds, and the megabytes that service and embedded AWS held at their end."""

    rows: list[Timed]
    seconds: float
    service: float
    store: float


def percentile(rows: Iterable[Timed], share: int) -> float:
    """Seconds within which this share of a hundred was answered."""
    seconds = [row.seconds for row in rows]
    return statistics.quantiles(seconds, n=100, method="inclusive")[share - 1] if len(seconds) > 1 else sum(seconds)


def failed(rows: Iterable[Timed]) -> int:
    """How many were not answered, or with a fault of the service's."""
    return sum(row.status == 0 or row.status >= 500 for row in rows)


def refused(rows: Iterable[Timed]) -> int:
    """How many were answered with no, such as to whoever came second."""
    return sum(400 <= row.status < 500 for row in rows)


def by_time(stretches: Sequence[Stretch]) -> Iterator[str]:
    """A line for each stretch."""
    yield "| until, s | answered a second | p50 ms | p95 ms | p99 ms | failed | service MB | embedded AWS MB |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    ends = accumulate(stretch.seconds for stretch in stretches)
    for end, each in zip(ends, stretches, strict=True):
        speed, memory = f"{len(each.rows) / each.seconds:.1f}", f"{each.service:.0f} | {each.store:.0f}"
        yield f"| {end:.0f} | {speed} | {_times(each.rows)} | {failed(each.rows)} | {memory} |"


def by_kind(stretches: Iterable[Stretch]) -> Iterator[str]:
    """A line for each kind of request, and one for all."""
    yield "| request | number | p50 ms | p95 ms | p99 ms | refused | failed |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    rows = sorted((row for stretch in stretches for row in stretch.rows), key=lambda row: row.kind)
    kinds = [(kind, list(each)) for kind, each in groupby(rows, key=lambda row: row.kind)]
    for kind, each in [*kinds, ("all", rows)]:
        yield f"| {kind} | {len(each)} | {_times(each)} | {refused(each)} | {failed(each)} |"


def _times(rows: Sequence[Timed]) -> str:
    return " | ".join(f"{1000 * percentile(rows, share):.0f}" for share in SHARES)
