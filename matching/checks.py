"""Checks of single values, all with a message of one form: "<where>: must be <what>, not <value>"."""

import re
from collections import Counter
from collections.abc import Collection, Iterable

from matching.errors import Fault

MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def must(fits: bool, where: str, *, what: str, value: object) -> None:
    """Raise a Fault unless the value fits."""
    if not fits:
        raise Fault(where, f"must be {what}, not {value!r}")


def whole(where: str, value: object) -> None:
    """A whole number; True and 3.0 are none."""
    must(type(value) is int, where, what="a whole number", value=value)


def within(where: str, value: object, *, low: int, high: int) -> None:
    """A whole number from low to high."""
    what = f"a whole number from {low} to {high}"
    must(type(value) is int and low <= value <= high, where, what=what, value=value)


def at_least(where: str, value: object, *, low: int) -> None:
    """A whole number not below low."""
    must(type(value) is int and value >= low, where, what=f"a whole number from {low}", value=value)


def flag(where: str, value: object) -> None:
    """True or False."""
    must(type(value) is bool, where, what="true or false", value=value)


def text(where: str, value: object) -> None:
    """A text that is not empty."""
    must(isinstance(value, str) and bool(value), where, what="a text", value=value)


def texts(where: str, values: Iterable[object]) -> None:
    """Texts, none of them empty."""
    for value in values:
        text(where, value)


def month(where: str, value: object) -> None:
    """A month such as 2026-12."""
    is_month = isinstance(value, str) and MONTH.fullmatch(value) is not None
    must(is_month, where, what="a month such as 2026-12", value=value)


def one_of(where: str, value: object, *, allowed: Collection[str]) -> None:
    """One of the allowed words."""
    must(value in allowed, where, what=f"one of {', '.join(allowed)}", value=value)


def distinct(where: str, values: Collection[str]) -> None:
    """Values of which none stands twice."""
    if len(set(values)) != len(values):
        twice = next(value for value, times in Counter(values).items() if times > 1)
        raise Fault(where, f"must be distinct, but {twice!r} stands twice")
