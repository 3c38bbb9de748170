"""What a municipality asks for."""

from dataclasses import dataclass
from typing import Literal

from matching.checks import distinct, flag, month, one_of, text, texts, within
from matching.reason import RULE_NAMES

Mode = Literal["on_site", "online", "either"]
HALF_DAYS_A_MONTH = 62
HIGHEST_LEVEL = 5


@dataclass(frozen=True, slots=True)
class FieldNeed:
    """A field of expertise asked for, level and weight from 1 to 5; a mandatory one excludes those below its level."""

    code: str
    level: int
    weight: int
    mandatory: bool = False

    def __post_init__(self) -> None:
        text("code", self.code)
        within("level", self.level, low=1, high=HIGHEST_LEVEL)
        within("weight", self.weight, low=1, high=5)
        flag("mandatory", self.mandatory)


@dataclass(frozen=True, slots=True)
class Need:
    """One request, as the engine sees it; faulty values raise a Fault.

    `months` are ("2026-12", half-days) pairs, kept in order of time. No fields, or no months, means undecided: that
    part is then 0 for everybody. `place` is the municipality where the work is. `waived` holds (expert id, rule) pairs
    that the secretariat has set aside.
    """

    fields: tuple[FieldNeed, ...]
    months: tuple[tuple[str, int], ...]
    mode: Mode
    place: str
    unwanted: frozenset[str] = frozenset()
    waived: frozenset[tuple[str, str]] = frozenset()

    def __post_init__(self) -> None:
        distinct("fields", [field.code for field in self.fields])
        distinct("months", [named for named, _ in self.months])
        for named, half_days in self.months:
            month("months", named)
            within(f"months.{named}", half_days, low=1, high=HALF_DAYS_A_MONTH)
        one_of("mode", self.mode, allowed=("on_site", "online", "either"))
        text("place", self.place)
        texts("unwanted", self.unwanted)
        for expert, rule in self.waived:
            text("waived", expert)
            one_of("waived", rule, allowed=RULE_NAMES)
        object.__setattr__(self, "months", tuple(sorted(self.months)))
