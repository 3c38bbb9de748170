"""What a log may say of an error: its kind and its way through the code; never its words, which may quote a person."""

import traceback
from types import TracebackType
from typing import Any

from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(LambdaPowertoolsFormatter):
    """Powertools' JSON without the words of an exception; a validation error, for one, repeats what was typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "serialize_stacktrace": False})

    def formatException(self, ei: Raised) -> str:  # noqa: N802 (logging's own name)
        """The error and those it came from, the first one first, with the lines of code they passed."""
        error, told = ei[1], list[str]()
        while error is not None:
            told.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
            error = error.__cause__ or error.__context__
        return "\n\n".join(reversed(told))
