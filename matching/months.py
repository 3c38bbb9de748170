"""Months as people say them: 2026-12, 2027-01 and 2027-03 are 12月〜1月・3月."""

from collections.abc import Iterator, Sequence

ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def japanese_month(month: str) -> str:
    """2026-12 is 12月."""
    return f"{int(month[5:])}月"


def japanese_year_month(month: str) -> str:
    """2026-12 is 2026年12月."""
    return f"{month[:4]}年{japanese_month(month)}"


def english_month(month: str) -> str:
    """2026-12 is Dec 2026."""
    return f"{ENGLISH[int(month[5:]) - 1]} {month[:4]}"


def japanese_months(months: Sequence[str]) -> str:
    """Rising months with their runs joined; the year is said when a name alone would be ambiguous."""
    say = japanese_month if _ordinal(months[-1]) - _ordinal(months[0]) < 12 else japanese_year_month
    return "・".join(say(first) if first == last else f"{say(first)}〜{say(last)}" for first, last in _runs(months))


def english_months(months: Sequence[str]) -> str:
    """Rising months with their runs joined, always with the year."""
    return ", ".join(
        english_month(first) if first == last else f"{english_month(first)} to {english_month(last)}"
        for first, last in _runs(months)
    )


def _ordinal(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])


def _runs(months: Sequence[str]) -> Iterator[tuple[str, str]]:
    first = last = months[0]
    for month in months[1:]:
        if _ordinal(month) - _ordinal(last) > 1:
            yield first, last
            first = month
        last = month
    yield first, last
