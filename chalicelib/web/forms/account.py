"""What is told of a session, as it is typed."""

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ValidationInfo

from chalicelib.domain.request import Mode
from chalicelib.domain.session import Account
from chalicelib.web.forms.choices import chosen
from chalicelib.web.forms.fault import fault
from chalicelib.web.forms.figures import day, day_parts, day_typed
from chalicelib.web.forms.hours import time_of_day
from chalicelib.web.forms.step import StepForm
from chalicelib.web.forms.texts import line, prose
from chalicelib.web.typed import Typed

MODES = (Mode.ON_SITE, Mode.ONLINE)
TEXTS = {
    "place": "場所",
    "attendees": "参加した方",
    "done": "行ったこと",
    "advice": "助言",
    "next_step": "次に行うこと",
}


def _offer(value: str) -> str:
    if not value:
        raise fault("支援した専門官を選んでください")
    return value


def _reason(value: str, info: ValidationInfo) -> str:
    return prose("訂正する理由", required=bool(info.data.get("corrects")))(value)


class SessionForm(StepForm):
    """One control an answer, but for the day; `corrects` names the record that this one is to stand in for."""

    offer: Annotated[str, AfterValidator(_offer)]
    corrects: str
    reason: Annotated[str, AfterValidator(_reason)]
    day: Annotated[date, BeforeValidator(day("活動した日"))]
    begins: Annotated[time, BeforeValidator(time_of_day("始めた時刻"))]
    ends: Annotated[time, BeforeValidator(time_of_day("終わった時刻"))]
    mode: Annotated[Mode, BeforeValidator(chosen("活動の方法", MODES))]
    place: Annotated[str, AfterValidator(line("場所"))]
    attendees: Annotated[str, AfterValidator(prose("参加した方"))]
    done: Annotated[str, AfterValidator(prose("行ったこと"))]
    advice: Annotated[str, AfterValidator(prose("助言", required=False))]
    next_step: Annotated[str, AfterValidator(prose("次に行うこと", required=False))]

    @classmethod
    def given(cls, typed: Typed) -> dict[str, Any]:
        return super().given(typed) | {"day": day_parts(typed, "day")}

    @property
    def account(self) -> Account:
        """The account that was typed."""
        return Account(**self.model_dump(exclude={"offer", "corrects", "reason"}))


def retyped_account(account: Account) -> Mapping[str, tuple[str, ...]]:
    """The account as somebody would have typed it, to be corrected."""
    return {
        **day_typed("day", account.day),
        "begins": (f"{account.begins:%H:%M}",),
        "ends": (f"{account.ends:%H:%M}",),
        "mode": (account.mode.value,),
        **{name: (getattr(account, name),) for name in TEXTS},
    }
