"""Choices: a value that none of our pages offers is refused."""

from collections.abc import Callable, Collection

from pydantic import ValidationInfo

from chalicelib.web.forms.fault import fault
from chalicelib.web.forms.surroundings import Surroundings, around

YES, NO = "yes", "no"


def chosen(label: str, offered: Collection[str]) -> Callable[[str], str]:
    """A check for one of fixed values."""
    return lambda value: _one_of(value, label, offered)


def known(label: str, offered: Callable[[Surroundings], Collection[str]]) -> Callable[[str, ValidationInfo], str]:
    """A check for one of the values that the surroundings offer."""
    return lambda value, info: _one_of(value, label, offered(around(info)))


def all_known(
    label: str, offered: Callable[[Surroundings], Collection[str]]
) -> Callable[[tuple[str, ...], ValidationInfo], tuple[str, ...]]:
    """A check for any number of the values that the surroundings offer, each once."""

    def check(values: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if not set(values) <= set(offered(around(info))):
            raise fault(f"{label}は一覧にあるものから選んでください")
        return tuple(dict.fromkeys(values))

    return check


def yes_or_no(label: str) -> Callable[[str], bool]:
    """A check for an answer by yes or no."""
    return lambda value: _one_of(value, label, (YES, NO)) == YES


def ticked(value: str) -> bool:
    """Whether a single box was ticked."""
    return value == YES


def _one_of(value: str, label: str, offered: Collection[str]) -> str:
    if not value:
        raise fault(f"{label}を選んでください")
    if value not in offered:
        raise fault(f"{label}は一覧にあるものから選んでください")
    return value
