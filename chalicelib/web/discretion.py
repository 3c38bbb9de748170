"""What a log may say of an error: its kind and its way through the code; never its words, which may quote a person."""

import traceback
from collections.abc import Callable, Iterator
from functools import wraps
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

from chalicelib.settings import SettingsInvalid

logger = Logger(service="suketto", child=True)
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(LambdaPowertoolsFormatter):
    """Powertools' JSON without the words of an exception; a validation error, for one, repeats what was typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "serialize_stacktrace": False})

    def formatException(self, ei: Raised) -> str:  # noqa: N802 (logging's own name)
        """The error and those it came from, the first one first, with the lines of code they passed."""
        return "\n\n".join(reversed(list(_told(ei[1]))))


class Failed(Exception):
    """A function has failed; the log says of what. Lambda's runtime writes this error out, words and all."""


def discreetly(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Let what a function does not catch be logged in our way, and raise in its place what holds nobody's words."""

    @wraps(function)
    def called(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            logger.exception("a function failed")
            raise Failed(type(error).__name__) from None

    return called


def _told(error: BaseException | None) -> Iterator[str]:
    """The way and the kind of an error, of all that are gathered in it, and of those it came from."""
    while error is not None:
        # Whoever set the service up wrong has to read where; no person's words are in a setting.
        words = f": {error}" if isinstance(error, SettingsInvalid) else ""
        yield "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__ + words
        if isinstance(error, BaseExceptionGroup):
            for inner in error.exceptions:
                yield from _told(inner)
        error = error.__cause__ or error.__context__
