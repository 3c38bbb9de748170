"""Step 2: what kind of help, for what."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ValidationInfo, field_validator

from chalicelib.domain.request import Kind, Stage
from chalicelib.web.forms import limits
from chalicelib.web.forms.choices import chosen, known
from chalicelib.web.forms.fault import fault
from chalicelib.web.forms.step import StepForm
from chalicelib.web.forms.texts import line, prose


class SupportStep(StepForm):
    """`business_partner` is the local company that outreach to residents works with."""

    kind: Annotated[Kind, BeforeValidator(chosen("支援の種類", list(Kind)))]
    business_partner: Annotated[str, AfterValidator(line("連携する地元事業者", required=False))]
    title: Annotated[str, AfterValidator(line("依頼の名前", most=limits.TITLE))]
    situation: Annotated[str, AfterValidator(prose("いまの状況"))]
    wish: Annotated[str, AfterValidator(prose("望ましい姿"))]
    stage: Annotated[Stage, BeforeValidator(chosen("いまの段階", list(Stage)))]
    category: Annotated[str, AfterValidator(known("計画の区分", lambda s: s.profile.categories))]

    @field_validator("business_partner")
    @classmethod
    def _named_for_outreach(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("kind") is Kind.OUTREACH and not value:
            raise fault("住民向けの対策では、連携する地元事業者を入力してください")
        return value if info.data.get("kind") is Kind.OUTREACH else ""
