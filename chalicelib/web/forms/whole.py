"""The whole form: all steps checked together, and the content they make."""

from collections import defaultdict
from collections.abc import Mapping

from pydantic import BaseModel, ValidationError

from chalicelib.domain.request import Content, Officer
from chalicelib.web.forms.circumstances import CircumstancesStep
from chalicelib.web.forms.fault import by_control
from chalicelib.web.forms.fields import FieldsStep
from chalicelib.web.forms.months import MonthsStep
from chalicelib.web.forms.officer import OfficerStep
from chalicelib.web.forms.step import StepForm
from chalicelib.web.forms.support import SupportStep
from chalicelib.web.forms.surroundings import Surroundings
from chalicelib.web.typed import Typed

STEPS: dict[str, type[StepForm]] = {
    "officer": OfficerStep,
    "support": SupportStep,
    "fields": FieldsStep,
    "months": MonthsStep,
    "circumstances": CircumstancesStep,
}


class RequestForm(BaseModel):
    """Every step, answered without a fault."""

    officer: OfficerStep
    support: SupportStep
    fields: FieldsStep
    months: MonthsStep
    circumstances: CircumstancesStep

    @property
    def content(self) -> Content:
        """What is asked."""
        officer, support, when, known = self.officer, self.support, self.months, self.circumstances
        return Content(
            officer=Officer(
                officer.officer_name, officer.officer_department, officer.officer_email, officer.officer_telephone
            ),
            head_of_section=officer.head_of_section,
            agreed_on=officer.agreed_on,
            **support.model_dump(),
            **when.model_dump(),
            fields=tuple(row.wanted() for row in self.fields.fields.values()),
            wanted=frozenset(known.wanted),
            unwanted=frozenset(known.unwanted),
            procurement_near=known.procurement_near,
            vendors=known.vendors,
            may_be_shown=known.may_be_shown,
        )


def checked_form(typed: Typed, surroundings: Surroundings) -> RequestForm:
    """The form without faults; pydantic.ValidationError."""
    given = {slug: step.given(typed) for slug, step in STEPS.items()}
    return RequestForm.model_validate(given, context=surroundings)


def faults_by_step(typed: Typed, surroundings: Surroundings) -> Mapping[str, Mapping[str, str]]:
    """What is wrong, by step and control; empty when the request can be submitted."""
    try:
        checked_form(typed, surroundings)
    except ValidationError as error:
        steps: dict[str, dict[str, str]] = defaultdict(dict)
        for way, sentence in by_control(error).items():
            step, _, control = way.partition("-")
            steps[step][control] = sentence
        return steps
    return {}
