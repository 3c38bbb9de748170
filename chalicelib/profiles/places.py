"""`places.csv`: islands and other places of work whose way is not that to their municipality's office."""

import re
from collections.abc import Collection, Sequence
from dataclasses import fields

from chalicelib.domain.profile import Place
from chalicelib.profiles.entry import Entry

COLUMNS = tuple(part.name for part in fields(Place))
NAME = re.compile(r"[a-z][a-z-]*")


def read(rows: Sequence[Entry], municipalities: Collection[str]) -> dict[str, Place]:
    """The places by code."""
    return {place.code: place for place in (_place(row, municipalities) for row in rows)}


def refuse_unreachable(rows: Sequence[Entry], onward: Collection[str]) -> None:
    """Note every place without a leg onward: nobody could tell how to get there."""
    for row in rows:
        if row.values["code"] not in onward:
            row.fault(f"travel.csv has no leg onward from {row.values['code']}")


def _place(row: Entry, municipalities: Collection[str]) -> Place:
    code, municipality = row.text("code"), row.text("municipality")
    if municipality and municipality not in municipalities:
        row.fault(f"municipality {municipality} is not in municipalities.csv")
    home, _, name = code.partition("-")
    if code and (home != municipality or not NAME.fullmatch(name)):
        row.fault(f"code {code} is not written {municipality}-name, in small letters")
    return Place(code, row.text("name"), row.text("kana"), municipality)
