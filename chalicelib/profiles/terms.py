"""`fields.csv`, `categories.csv`, `skills.csv`: the coded words of the field."""

import re
from collections.abc import Sequence
from dataclasses import fields

from chalicelib.domain.profile import Term
from chalicelib.profiles.entry import Entry

COLUMNS = tuple(part.name for part in fields(Term))
CODE = re.compile(r"[a-z0-9][a-z0-9.-]*")


def read(rows: Sequence[Entry]) -> dict[str, Term]:
    """The terms by code, in the file's order."""
    return {term.code: term for term in map(_term, rows)}


def _term(row: Entry) -> Term:
    code = row.text("code")
    if code and not CODE.fullmatch(code):
        row.fault(f"code {code} is not made of small letters, digits, dots and hyphens")
    return Term(code, row.text("name"), row.text("name_en"))
