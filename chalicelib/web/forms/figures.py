"""Whole numbers and days, typed in whatever width; days in 令和 or 西暦."""

from collections.abc import Callable, Mapping
from datetime import date

from chalicelib.domain.calendar import REIWA_BEGINS
from chalicelib.web.forms.fault import fault
from chalicelib.web.forms.folding import folded
from chalicelib.web.typed import Typed

DAY_PARTS = ("era", "year", "month", "day")


def whole(label: str, *, least: int, most: int) -> Callable[[str], int]:
    """A check for a whole number."""

    def check(value: str) -> int:
        number = figure(value)
        if number is None or not least <= number <= most:
            raise fault(f"{label}は{least}から{most}までの整数で入力してください")
        return number

    return check


def figure(value: str) -> int | None:
    """The number that was typed; None when it is none, or longer than any number of ours."""
    value = folded(value)
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 4 else None


def day(label: str) -> Callable[[Mapping[str, str]], date]:
    """A check for a day in its four parts."""

    def check(parts: Mapping[str, str]) -> date:
        if not any(parts[name].strip() for name in ("year", "month", "day")):
            raise fault(f"{label}を入力してください")
        year, month, day = (figure(parts[name]) for name in ("year", "month", "day"))
        try:
            # A part that is no number becomes a day that does not exist.
            return date(year + _years_before(parts["era"]) if year else 0, month or 0, day or 0)
        except ValueError:
            raise fault(f"{label}は実際にある日付で入力してください（例：令和8年11月27日）") from None

    return check


def day_parts(typed: Typed, name: str) -> dict[str, str]:
    """What was typed into the controls of a day."""
    return {part: typed.value(f"{name}_{part}") for part in DAY_PARTS}


def day_typed(name: str, day: date | None) -> dict[str, tuple[str, ...]]:
    """The controls of a day as somebody would have typed them."""
    if day is None:
        return {}
    era = "reiwa" if day >= REIWA_BEGINS else "ad"
    values = (era, day.year - _years_before(era), day.month, day.day)
    return {f"{name}_{part}": (str(value),) for part, value in zip(DAY_PARTS, values, strict=True)}


def _years_before(era: str) -> int:
    return 0 if era == "ad" else REIWA_BEGINS.year - 1
