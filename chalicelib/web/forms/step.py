"""One step of the form: which controls it has, what was typed into them, and what is wrong with it."""

from collections.abc import Iterable
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from chalicelib.web.forms.fault import by_control
from chalicelib.web.forms.surroundings import Surroundings
from chalicelib.web.typed import Typed


class StepForm(BaseModel):
    """The answers of a step; a step whose controls are not one for one its answers says so."""

    model_config = ConfigDict(frozen=True)

    @classmethod
    def controls(cls, typed: Typed) -> Iterable[str]:
        """Names of the step's controls, those included that grow with what was typed."""
        return cls.model_fields

    @classmethod
    def given(cls, typed: Typed) -> dict[str, Any]:
        """What was typed for each answer."""
        return {name: typed.value(name) for name in cls.model_fields}

    @classmethod
    def taken(cls, typed: Typed) -> dict[str, tuple[str, ...]]:
        """All that was typed into the step's controls, as a draft keeps it; a box left unticked is kept as empty."""
        return {name: tuple(typed.values(name)) for name in cls.controls(typed)}

    @classmethod
    def checked(cls, typed: Typed, surroundings: Surroundings | None = None) -> Self:
        """The answers; pydantic.ValidationError. Only a step that looks around needs surroundings."""
        return cls.model_validate(cls.given(typed), context=surroundings)

    @classmethod
    def faults(cls, typed: Typed, surroundings: Surroundings) -> dict[str, str]:
        """What is wrong with each control, in Japanese; empty when nothing is."""
        try:
            cls.checked(typed, surroundings)
        except ValidationError as error:
            return by_control(error)
        return {}
