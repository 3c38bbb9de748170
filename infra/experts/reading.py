"""Experts as a TOML file tells of them; infra/sample/experts.toml is an example, with every field explained."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from chalicelib.domain.audit import GENESIS
from chalicelib.domain.calendar import month_of, months_from
from chalicelib.domain.expert import Expert, Interest, InterestKind, MonthBook


class FileInvalid(Exception):
    """The file cannot be read as experts; the text says which expert and what is missing."""


def experts_in(path: Path, today: date) -> list[Expert]:
    """The file's experts, their half-days counted from the month of `today`; FileInvalid."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["experts"]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as fault:
        raise FileInvalid(f"{path}: {fault!r}") from None
    if not isinstance(rows, list):
        raise FileInvalid(f"{path}: begin each expert with [[experts]]")
    return [_read(path, place, row, today) for place, row in enumerate(rows, 1)]


def expert_of(given: Mapping[str, Any], today: date) -> Expert:
    """One expert; KeyError names what is missing."""
    months = months_from(month_of(today), len(given["half_days"]))
    same = ("id", "name", "kana", "email", "telephone", "base", "levels", "skills", "online")
    plain = {name: given[name] for name in same}
    return Expert(
        **plain,
        experience_years=given["experience_years"],
        months={month: MonthBook(half_days) for month, half_days in zip(months, given["half_days"], strict=True)},
        areas=frozenset(given["areas"]),
        half_day_yen=given["half_day_yen"],
        active_from=given["active_from"],
        active_to=given.get("active_to"),
        interests=tuple(
            Interest(InterestKind(tie["kind"]), tie["party"], tie["since"], tie.get("until"))
            for tie in given.get("interests", [])
        ),
        served={},
        head=GENESIS,
    )


def _read(path: Path, place: int, row: Mapping[str, Any], today: date) -> Expert:
    try:
        return expert_of(row, today)
    except (KeyError, TypeError, ValueError) as fault:
        raise FileInvalid(f"{path}: expert {place} ({row.get('id', 'without id')}): {fault!r}") from None
