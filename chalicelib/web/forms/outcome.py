"""The end of a support and its report, as they are typed."""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from chalicelib.domain.report import FollowUp, Outcome
from chalicelib.web.forms.choices import chosen
from chalicelib.web.forms.figures import day, day_parts
from chalicelib.web.forms.step import StepForm
from chalicelib.web.forms.texts import prose
from chalicelib.web.typed import Typed

GRADES = tuple("12345")
TEXTS = {"achieved": "得られた成果", "opinion": "評価の理由", "summary": "公開してよい紹介文"}


class LastSessionForm(StepForm):
    """The day of the last session."""

    last_session: Annotated[date, BeforeValidator(day("最後の活動の日"))]

    @classmethod
    def given(cls, typed: Typed) -> dict[str, Any]:
        return {"last_session": day_parts(typed, "last_session")}


class OutcomeForm(StepForm):
    """The report and evaluation; `summary` may stay empty."""

    achieved: Annotated[str, AfterValidator(prose("得られた成果"))]
    rating: Annotated[int, BeforeValidator(chosen("評価", GRADES))]
    opinion: Annotated[str, AfterValidator(prose("評価の理由"))]
    summary: Annotated[str, AfterValidator(prose("公開してよい紹介文", required=False))]
    follow_up: Annotated[FollowUp, BeforeValidator(chosen("来年度の希望", list(FollowUp)))]

    @property
    def outcome(self) -> Outcome:
        """The outcome that was typed."""
        return Outcome(**self.model_dump())
