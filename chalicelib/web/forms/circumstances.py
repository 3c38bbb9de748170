"""Step 5: what should be known before somebody is asked."""

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ValidationInfo, field_validator

from chalicelib.web.forms import limits
from chalicelib.web.forms.choices import all_known, yes_or_no
from chalicelib.web.forms.fault import fault
from chalicelib.web.forms.step import StepForm
from chalicelib.web.typed import Typed


def _one_a_line(text: str) -> tuple[str, ...]:
    vendors = tuple(dict.fromkeys(name for line in text.split("\n") if (name := line.strip())))
    if len(vendors) > limits.VENDORS:
        raise fault(f"事業者の名前は{limits.VENDORS}社までで入力してください")
    if max(map(len, vendors), default=0) > limits.NAME:
        raise fault(f"事業者の名前は1行に1社、{limits.NAME}文字までで入力してください")
    return vendors


class CircumstancesStep(StepForm):
    """Experts are named by id; `vendors` are companies that a conflict of interest may concern."""

    wanted: Annotated[tuple[str, ...], AfterValidator(all_known("希望する専門官", lambda s: s.experts))]
    unwanted: Annotated[tuple[str, ...], AfterValidator(all_known("避けてほしい専門官", lambda s: s.experts))]
    procurement_near: Annotated[bool, BeforeValidator(yes_or_no("調達の予定の有無"))]
    vendors: Annotated[tuple[str, ...], BeforeValidator(_one_a_line)]
    may_be_shown: Annotated[bool, BeforeValidator(yes_or_no("事例としての紹介の可否"))]

    @field_validator("unwanted")
    @classmethod
    def _not_also_wanted(cls, unwanted: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if set(unwanted) & set(info.data.get("wanted", ())):
            raise fault("同じ専門官が「希望する」と「避けてほしい」の両方に選ばれています")
        return unwanted

    @classmethod
    def given(cls, typed: Typed) -> dict[str, Any]:
        named = {name: tuple(typed.values(name)) for name in ("wanted", "unwanted")}
        return super().given(typed) | named
