"""One run of the schedule over what has come due: a record that fails does not hold up the others."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Due = TypeVar("Due")


def sweep(due: Iterable[Due], take_on: Callable[[Due], object], *, failing: str) -> int:
    """Take on everything that is due; how much it was. All failures are raised together, under the words `failing`."""
    count, failures = 0, []
    for record in due:
        count += 1
        try:
            take_on(record)
        except Exception as failure:
            failures.append(failure)
    if failures:
        raise ExceptionGroup(failing, failures)
    return count
