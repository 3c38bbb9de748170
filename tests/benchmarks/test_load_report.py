"""What was measured under load, as it is told."""

from benchmarks.load_report import Stretch, by_kind, by_time, percentile
from benchmarks.traffic.line import Timed


def rows(*milliseconds: int, kind: str = "inbox", status: int = 200) -> list[Timed]:
    """Requests that took so long."""
    return [Timed(kind, status, each / 1000) for each in milliseconds]


def test_a_percentile_lies_among_what_was_measured() -> None:
    """One of a hundred was slow: the median does not know it, the maximum is never passed."""
    measured = rows(*[10] * 99, 500)

    assert percentile(measured, 50) == 0.01
    assert 0.01 < percentile(measured, 99) <= 0.5
    assert percentile(rows(7), 99) == 0.007
    assert percentile([], 50) == 0


def test_each_stretch_and_each_kind_has_its_line() -> None:
    """A refusal is an answer; no answer at all, and a fault of the service's, is a failure."""
    refused, failed = rows(30, kind="approve (POST)", status=409), rows(40, status=503) + rows(40, status=0)
    stretches = [Stretch(rows(10, 20), 2.0, 100.4, 50.0), Stretch(refused + failed, 1.0, 101.0, 60.6)]

    assert list(by_time(stretches))[2:] == [
        "| 2 | 1.0 | 15 | 20 | 20 | 0 | 100 | 50 |",
        "| 3 | 3.0 | 40 | 40 | 40 | 2 | 101 | 61 |",
    ]
    assert list(by_kind(stretches))[2:] == [
        "| approve (POST) | 1 | 30 | 30 | 30 | 1 | 0 |",
        "| inbox | 4 | 30 | 40 | 40 | 0 | 2 |",
        "| all | 5 | 30 | 40 | 40 | 1 | 2 |",
    ]
