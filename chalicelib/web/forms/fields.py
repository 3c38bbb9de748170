"""Step 3: the fields of expertise, or that nobody can tell yet."""

import re
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationInfo, field_validator

from chalicelib.domain.request import FieldWanted
from chalicelib.web.forms.choices import chosen, known, ticked
from chalicelib.web.forms.fault import fault
from chalicelib.web.forms.step import StepForm
from chalicelib.web.typed import Typed

ROWS_SHOWN = 5
GRADES = tuple("12345")
PARTS = ("code", "level", "weight", "mandatory")
CODE_CONTROL = re.compile(r"fields-([1-9][0-9]?)-code")


class WantedRow(BaseModel):
    """One row: a field, its level and weight, and whether it is a condition."""

    model_config = ConfigDict(frozen=True)

    code: Annotated[str, AfterValidator(known("分野", lambda s: s.profile.fields))]
    level: Annotated[int, BeforeValidator(chosen("水準", GRADES))]
    weight: Annotated[int, BeforeValidator(chosen("重み", GRADES))]
    mandatory: Annotated[bool, BeforeValidator(ticked)]

    def wanted(self) -> FieldWanted:
        """The row as a request keeps it."""
        return FieldWanted(self.code, self.level, self.weight, self.mandatory)


class FieldsStep(StepForm):
    """`fields` are rows by their place on the page."""

    undecided: Annotated[bool, BeforeValidator(ticked)]
    fields: dict[str, WantedRow]

    @field_validator("fields")
    @classmethod
    def _either_fields_or_undecided(cls, rows: dict[str, WantedRow], info: ValidationInfo) -> dict[str, WantedRow]:
        if info.data["undecided"] and rows:
            raise fault("分野を選ぶか「分からない」に印を付けるか、どちらか一方にしてください")
        if not info.data["undecided"] and not rows:
            raise fault("分野を1つ以上選んでください。決められないときは「分からない」に印を付けてください")
        if len({row.code for row in rows.values()}) < len(rows):
            raise fault("同じ分野が2回選ばれています。1回にしてください")
        return rows

    @classmethod
    def controls(cls, typed: Typed) -> Iterable[str]:
        return ["undecided", *(f"fields-{row}-{part}" for row in rows_of(typed) for part in PARTS)]

    @classmethod
    def given(cls, typed: Typed) -> dict[str, Any]:
        rows = {str(row): {part: typed.value(f"fields-{row}-{part}") for part in PARTS} for row in rows_of(typed)}
        return {
            "undecided": typed.value("undecided"),
            "fields": {row: parts for row, parts in rows.items() if any(parts.values())},
        }


def rows_of(typed: Typed) -> range:
    """Rows the page has: five, or more where more were asked for without the form."""
    found = (int(match[1]) for name in typed.given if (match := CODE_CONTROL.fullmatch(name)))
    return range(1, max(ROWS_SHOWN, *found, 0) + 1)
