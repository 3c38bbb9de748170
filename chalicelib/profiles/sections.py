"""`profile.toml`, section by section: which keys it must have, and on which line each stands."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from chalicelib.domain.profile import Caps, Contact, Names, Post, Rates, Retention, Staff
from chalicelib.profiles.entry import Entry
from chalicelib.profiles.files import text_of
from chalicelib.profiles.roads import Roads

FILE = "profile.toml"
TOP = ""
SECTIONS = {
    "names": Names,
    "contact": Contact,
    "post": Post,
    "staff": Staff,
    "caps": Caps,
    "rates": Rates,
    "retention": Retention,
    "travel": Roads,
}
KEYS = {
    TOP: ["version", "answer_working_days"],
    "areas": [],
    **{section: [part.name for part in fields(shape)] for section, shape in SECTIONS.items()},
}
HEADER = re.compile(r"\s*\[(\w+)\]")
KEY = re.compile(r"\s*([\w-]+)\s*=")


def read_sections(folder: Path, faults: list[str]) -> dict[str, Entry]:
    """The sections by name, each with all its keys; a fault for whatever is missing."""
    text = text_of(folder / FILE, faults)
    if text is None:
        return {}
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.append(f"{FILE}:{_line_of(error, text)}: {error}")
        return {}
    lines = _lines(text)
    sections = {name: _section(name, document, lines=lines, faults=faults) for name in KEYS}
    for name, section in sections.items():
        _refuse_gaps(name, section)
    return sections


def _section(
    name: str, document: Mapping[str, Any], *, lines: Mapping[str, Mapping[str, int]], faults: list[str]
) -> Entry:
    found = document if name == TOP else document.get(name)
    table = found if isinstance(found, dict) else {}
    values = {key: str(value).strip() for key, value in table.items() if isinstance(value, str | int | float)}
    where = lines.get(name, {})
    return Entry(FILE, where.get("", 1), values, faults, where)


def _refuse_gaps(name: str, section: Entry) -> None:
    if name != TOP and not section.values:
        section.fault(f"section [{name}] is missing or empty")
        return
    for key in KEYS[name]:
        if key not in section.values:
            section.fault(f"{key} is missing" if name == TOP else f"{key} is missing from [{name}]", key)


def _lines(text: str) -> dict[str, dict[str, int]]:
    """The line of each key by section, and of the section's header under an empty key: tomllib does not tell."""
    section: dict[str, int] = {}
    lines = {TOP: section}
    for number, line in enumerate(text.splitlines(), 1):
        if header := HEADER.match(line):
            section = lines.setdefault(header[1], {"": number})
        elif key := KEY.match(line):
            section[key[1]] = number
    return lines


def _line_of(error: tomllib.TOMLDecodeError, text: str) -> int:
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) if found else len(text.splitlines())
