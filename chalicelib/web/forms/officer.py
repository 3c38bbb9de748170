"""Step 1: who asks, who agreed, and who joins."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ValidationInfo

from chalicelib.web.forms.choices import all_known
from chalicelib.web.forms.contact import email, telephone
from chalicelib.web.forms.fault import fault
from chalicelib.web.forms.figures import DAY_PARTS, day, day_parts
from chalicelib.web.forms.step import StepForm
from chalicelib.web.forms.surroundings import around
from chalicelib.web.forms.texts import line
from chalicelib.web.typed import Typed


def _not_to_come(day: date, info: ValidationInfo) -> date:
    if day > around(info).today:
        raise fault("了承を得た日は今日までの日付で入力してください")
    return day


class OfficerStep(StepForm):
    """`municipalities` are those that join the asking one."""

    officer_name: Annotated[str, AfterValidator(line("担当者の氏名"))]
    officer_department: Annotated[str, AfterValidator(line("所属"))]
    officer_email: Annotated[str, AfterValidator(email)]
    officer_telephone: Annotated[str, AfterValidator(telephone)]
    head_of_section: Annotated[str, AfterValidator(line("了承した所属長"))]
    agreed_on: Annotated[date, BeforeValidator(day("了承を得た日")), AfterValidator(_not_to_come)]
    municipalities: Annotated[tuple[str, ...], AfterValidator(all_known("共同で依頼する市町", lambda s: s.neighbours))]

    @classmethod
    def controls(cls, typed: Typed) -> Iterable[str]:
        answers = [name for name in cls.model_fields if name != "agreed_on"]
        return [*answers, *(f"agreed_on_{part}" for part in DAY_PARTS)]

    @classmethod
    def given(cls, typed: Typed) -> dict[str, Any]:
        groups = {"agreed_on": day_parts(typed, "agreed_on"), "municipalities": tuple(typed.values("municipalities"))}
        return super().given(typed) | groups
