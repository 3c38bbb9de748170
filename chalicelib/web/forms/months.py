"""Step 4: when, how much, where, and for how many experts."""

import re
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ValidationInfo

from chalicelib.domain.request import Mode
from chalicelib.web.forms import limits
from chalicelib.web.forms.choices import chosen, known
from chalicelib.web.forms.fault import fault
from chalicelib.web.forms.figures import whole
from chalicelib.web.forms.step import StepForm
from chalicelib.web.forms.surroundings import Surroundings, around
from chalicelib.web.forms.texts import prose
from chalicelib.web.typed import Typed

MONTH_CONTROL = re.compile(r"months-(20[0-9]{2}-(?:0[1-9]|1[0-2]))")


def _to_come(month: str, info: ValidationInfo) -> str:
    if month < around(info).months[0]:
        raise fault("過ぎた月です。空欄にして、これからの月に入力してください")
    if month not in around(info).months:
        raise fault("12か月より先の月です。空欄にしてください")
    return month


def _in_all(months: dict[str, int]) -> dict[str, int]:
    months = {month: half_days for month, half_days in months.items() if half_days}
    total = sum(months.values())
    if not total:
        raise fault("支援が必要な月に、半日の回数を入力してください")
    if total > limits.HALF_DAYS_IN_ALL:
        raise fault(f"半日の回数は合計{limits.HALF_DAYS_IN_ALL}回までです（いま{total:,}回です）")
    return months


Month = Annotated[str, AfterValidator(_to_come)]
HalfDays = Annotated[int, BeforeValidator(whole("半日の回数", least=0, most=limits.HALF_DAYS_A_MONTH))]


class MonthsStep(StepForm):
    """`places` is how many experts are needed; `place` is where they work."""

    months: Annotated[dict[Month, HalfDays], AfterValidator(_in_all)]
    impossible_dates: Annotated[str, AfterValidator(prose("都合の悪い日", required=False))]
    mode: Annotated[Mode, BeforeValidator(chosen("支援の方法", list(Mode)))]
    place: Annotated[str, AfterValidator(known("場所", lambda s: s.places))]
    place_note: Annotated[str, AfterValidator(prose("場所の補足", required=False))]
    places: Annotated[int, BeforeValidator(whole("必要な人数", least=1, most=limits.PLACES))]

    @classmethod
    def controls(cls, typed: Typed) -> Iterable[str]:
        answers = [name for name in cls.model_fields if name != "months"]
        return [*answers, *(f"months-{month}" for month in _typed_months(typed))]

    @classmethod
    def given(cls, typed: Typed) -> dict[str, Any]:
        half_days = {month: typed.value(f"months-{month}") for month in _typed_months(typed)}
        months = {month: count for month, count in half_days.items() if count.strip()}
        return super().given(typed) | {"months": months}


def shown_months(typed: Typed, surroundings: Surroundings) -> Sequence[str]:
    """The months that can be asked for, and any other one that holds a number, so that it can be cleared."""
    filled = (month for month in _typed_months(typed) if typed.value(f"months-{month}").strip())
    return sorted({*surroundings.months, *filled})


def _typed_months(typed: Typed) -> list[str]:
    return sorted(match[1] for name in typed.given if (match := MONTH_CONTROL.fullmatch(name)))
