"""Quantities as a Japanese reader expects them, for pages and letters."""

from collections.abc import Mapping
from datetime import date, datetime

from chalicelib.domain.calendar import in_words, local_day, moment_in_words, month_in_words


def wareki(day: date) -> str:
    """`令和8年11月27日（金）`; an instant counts as the day it is in Japan."""
    return in_words(local_day(day) if isinstance(day, datetime) else day)


def half_days(count: int) -> str:
    """`2日（半日4回）` for 4, `0.5日（半日1回）` for 1."""
    return f"{count / 2:,g}日（半日{count:,}回）"


def yen(amount: int) -> str:
    """`128,000円`."""
    return f"{amount:,}円"


def per_mille(score: int) -> str:
    """`71.2点` for 712: people read points of a hundred."""
    return f"{score / 10:.1f}点"


def instant(moment: datetime | str) -> str:
    """`令和8年11月27日（金）17時15分`; letters keep their facts as ISO 8601 text."""
    return moment_in_words(datetime.fromisoformat(moment) if isinstance(moment, str) else moment)


def slashed(moment: datetime) -> str:
    """`11/27`, where there is room for no more."""
    day = local_day(moment)
    return f"{day.month}/{day.day}"


def briefly(names: str) -> str:
    """`例示市ほか` for `例示市・見本町・仮名村`: the municipality that asks for all."""
    first, _, others = names.partition("・")
    return f"{first}ほか" if others else first


def month_lines(months: Mapping[str, int]) -> str:
    """A line for each month, `令和8年12月　2日（半日4回）`, and one for all where there are several."""
    lines = [f"{month_in_words(month)}　{half_days(count)}" for month, count in sorted(months.items())]
    return "\n".join([*lines, f"合計　{half_days(sum(months.values()))}"] if len(lines) > 1 else lines)
