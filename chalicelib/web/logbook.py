"""The service's log and figures as CloudWatch reads them: lines of JSON, figures in its embedded metric format.

One id follows a deed: the gateway's of the request that began it stands in the lines of that request, travels with the
letters it caused, and stands in the lines of whoever sends them and hears what became of them.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import THREAD_LOCAL_KEYS
from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit
from chalice.app import Request, Response

from chalicelib.domain.letter import Letter
from chalicelib.service.figures import Figure

SERVICE = "suketto"
CHANGING = ("POST", "PUT")
logger = Logger(service=SERVICE, child=True)


class CloudLogbook:
    """`ports.Logbook`."""

    def reference(self) -> str:
        return str(THREAD_LOCAL_KEYS.get().get("correlation_id", ""))

    @contextmanager
    def following(self, reference: str) -> Iterator[None]:
        before = self.reference()
        _tell_under(reference or before)
        try:
            yield
        finally:
            _tell_under(before)

    def note(self, step: str, letter: Letter, *, why: str = "", mail: str = "") -> None:
        about, notice = letter.about, letter.notice
        logger.info(
            "a letter took a step",
            extra={"step": step, "letter": letter.id, "about": about, "notice": notice, "why": why, "mail": mail},
        )

    def measure(self, figure: str, value: float) -> None:
        # Two stacks in one account must not count into the same figure; the template names each.
        metrics = EphemeralMetrics(namespace=SERVICE, service=os.environ.get("POWERTOOLS_SERVICE_NAME", SERVICE))
        unit = MetricUnit.NoUnit if Figure(figure).in_days else MetricUnit.Count
        metrics.add_metric(name=str(figure), unit=unit, value=value)
        metrics.flush_metrics()


logbook = CloudLogbook()


def followed(event: Any, get_response: Callable[[Any], Any]) -> Any:
    """A middleware for every function: what it does is told under the id of what asked for it."""
    with logbook.following(_asked_under(event)):
        return get_response(event)


def answers_told(request: Request, get_response: Callable[[Request], Response]) -> Response:
    """A middleware for the site: a line for whatever may have changed something, by route; failures are counted."""
    response = get_response(request)
    status = response.status_code
    if request.method in CHANGING or status >= 500:
        route, method = request.context["resourcePath"], request.method
        logger.info("answered", extra={"method": method, "route": route, "status": status})
    if status >= 500:
        logbook.measure(Figure.STORE_UNAVAILABLE if status == 503 else Figure.ANSWERS_FAILED, 1)
    return response


def _tell_under(reference: str) -> None:
    # Not by the logger's own method, which asks for a formatter: a command has none, and queues letters all the same.
    THREAD_LOCAL_KEYS.set({**THREAD_LOCAL_KEYS.get(), "correlation_id": reference})


def _asked_under(event: Any) -> str:
    """The gateway's id of a request, which its access log has, too; else Lambda's of the invocation."""
    if isinstance(event, Request):
        return str(event.context.get("requestId") or event.lambda_context.aws_request_id)
    return str(event.context.aws_request_id)
