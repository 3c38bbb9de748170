"""The counter where views meet the office: app.py says how an office is got, and it is got when first needed."""

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.service.office import Office


@dataclass
class Counter:
    """`office` makes or finds the office; `base_path` says what stands before every path (the stage on AWS).

    `begin` is told that somebody waits for an answer from now on.
    """

    office: Callable[[], Office]
    base_path: Callable[[], str]
    begin: Callable[[], None]


def _closed() -> Office:
    raise RuntimeError("no office: app.py has not opened the counter")


counter = Counter(office=_closed, base_path=lambda: "", begin=lambda: None)
