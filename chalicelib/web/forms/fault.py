"""Faults of typed values: raised as a sentence in Japanese, read back by the control they belong to."""

from pydantic import ValidationError
from pydantic_core import PydanticCustomError


def fault(sentence: str) -> PydanticCustomError:
    """What a validator raises."""
    return PydanticCustomError("fault", "{sentence}", {"sentence": sentence})


def by_control(error: ValidationError) -> dict[str, str]:
    """Sentences by control; a control's name is the way to its value, such as `fields-1-level` or `months-2026-12`."""
    found = error.errors(include_url=False, include_input=False)
    return {_control(each["loc"]): each["msg"] for each in found}


def _control(way: tuple[int | str, ...]) -> str:
    return "-".join(str(part) for part in way if part != "[key]")
