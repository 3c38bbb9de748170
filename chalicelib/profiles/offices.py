"""`municipalities.csv`: the prefecture first, then its municipalities, each by its office."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import cast, get_args

from chalicelib.domain.municipality import Municipality, MunicipalityKind
from chalicelib.profiles.codes import fault_in
from chalicelib.profiles.entry import Entry, refuse_repeats

COLUMNS = tuple(part.name for part in fields(Municipality))
MOST_RESIDENTS = 20_000_000


def read(rows: Sequence[Entry], areas: Collection[str]) -> list[Municipality]:
    """All offices, the prefecture's first."""
    for row in rows:
        _refuse_code(row, prefecture=rows[0].values["code"])
        if (row.values["kind"] == "prefecture") != (row is rows[0]):
            row.fault("the prefecture, and nothing else, stands in the first row")
    refuse_repeats(rows, "name")
    refuse_repeats(rows, "row", "column")
    return [_office(row, areas) for row in rows]


def _refuse_code(row: Entry, *, prefecture: str) -> None:
    code = row.text("code")
    wrong = fault_in(code)
    if code and wrong:
        row.fault(wrong)
    elif code[:2] != prefecture[:2]:
        row.fault(f"code {code} does not belong to the prefecture {prefecture}")


def _office(row: Entry, areas: Collection[str]) -> Municipality:
    return Municipality(
        code=row.values["code"],
        name=row.text("name"),
        kana=row.text("kana"),
        romaji=row.text("romaji"),
        kind=cast(MunicipalityKind, row.choice("kind", get_args(MunicipalityKind))),
        area=row.choice("area", areas),
        population=row.whole("population", least=0, most=MOST_RESIDENTS),
        latitude=row.number("latitude", least=20, most=46),
        longitude=row.number("longitude", least=122, most=154),
        row=row.whole("row", least=0, most=99),
        column=row.whole("column", least=0, most=99),
    )
