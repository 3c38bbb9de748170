"""What pages cost in one process, beside an empty page: python -m benchmarks.pages.

Time is the app's own, from event to answer, with the embedded DynamoDB behind it; calls and capacity units are counted
as the SDK makes them. Milliseconds depend on the machine; the ratio to the empty page less so. Those of the processor
are this process's, without the store's.
"""

import os
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import boto3
from chalice.app import Chalice, Response
from chalice.config import Config
from chalice.local import LocalGateway
from jinja2 import Environment

from benchmarks.meter import Meter
from benchmarks.pool import secretary
from benchmarks.scene import EXPERTS, set_up
from chalicelib import bootstrap
from chalicelib.adapters.memory import MemoryMailer
from chalicelib.service.approve_offer import offer_directly
from chalicelib.service.office import Office
from chalicelib.service.send_letters import send_due_letters
from chalicelib.web.counter import counter
from infra.local.aws import EmbeddedAws
from infra.local.environment import TABLE, adopt, service_environment
from infra.local.secret import kept_secret
from infra.local.table import create

REQUESTS, RUNS, ANSWERS = 50, 200, 60
CONFIG = Config(chalice_stage="dev", config_from_disk={})
EMPTY = Environment(autoescape=True).from_string("<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1>")


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of every run, the processor's for one of them, and calls and capacity units of one."""

    name: str
    milliseconds: list[float]
    processor: float
    calls: str = ""
    units: int = 0

    def row(self, empty: float) -> str:
        """A line of the table; `empty` is the empty page's median."""
        median = statistics.median(self.milliseconds)
        p99 = statistics.quantiles(self.milliseconds, n=100)[98]
        times = f"{median:.2f} | {p99:.2f} | {self.processor:.2f} | {median / empty:.1f}"
        return f"| {self.name} | {times} | {self.calls} | {self.units} |"


def empty_page() -> Chalice:
    """A Chalice app with one page and nothing behind it."""
    app = Chalice("empty", configure_logs=False)

    def show() -> Response:
        return Response(EMPTY.render(title="空のページ"), headers={"Content-Type": "text/html; charset=utf-8"})

    app.route("/")(show)
    return app


def timed(send: Callable[[], dict[str, Any]], *, status: int) -> float:
    """Milliseconds of one request, which has to be answered with this status."""
    start = perf_counter()
    answer = send()
    taken = (perf_counter() - start) * 1e3
    if answer["statusCode"] != status:
        raise RuntimeError(f"answered {answer['statusCode']}: {answer['body'][:300]!r}")
    return taken


def measured(name: str, meter: Meter, sends: list[Callable[[], dict[str, Any]]], *, status: int = 200) -> Measured:
    """Time every send; calls and units are those of the last."""
    times, worked = [], process_time()
    for send in sends:
        meter.reset()
        times.append(timed(send, status=status))
    processor = (process_time() - worked) * 1e3 / len(sends)
    return Measured(name, times, processor, meter.in_words, meter.units)


def answer_tokens(office: Office, mailer: MemoryMailer, request_ids: list[str]) -> list[str]:
    """Tokens of offers that were mailed, one for each request."""
    for place, request_id in enumerate(request_ids):
        expert = f"e{place % EXPERTS:02d}"
        offer_directly(
            office, secretary(), request_id, expert_id=expert, reason="測定のため", override=frozenset({"cap"})
        )
    while send_due_letters(office):
        continue
    found = (line for _, wording, _ in mailer.sent for line in wording.text.splitlines() if "/answer/" in line)
    return [line.rpartition("/")[2].strip() for line in found]


def pages(office: Office, mailer: MemoryMailer, meter: Meter) -> list[Measured]:
    """Fill the store and measure the pages on it."""
    import app

    counter.office, counter.base_path = (lambda: office), (lambda: "")
    scene = set_up(office, requests=REQUESTS + ANSWERS)
    ids = scene.requests
    gateway, empty = LocalGateway(app.app, CONFIG), LocalGateway(empty_page(), CONFIG)
    form = {"host": "127.0.0.1", "content-type": "application/x-www-form-urlencoded"}
    tokens = answer_tokens(office, mailer, ids[REQUESTS:])

    def get(path: str, headers: dict[str, str]) -> list[Callable[[], dict[str, Any]]]:
        send: Callable[[], dict[str, Any]] = lambda: gateway.handle_request("GET", path, headers, b"")  # noqa: E731
        return [send] * RUNS

    def accept(token: str) -> Callable[[], dict[str, Any]]:
        return lambda: gateway.handle_request("POST", f"/answer/{token}", form, b"answer=accept")

    nothing: Callable[[], dict[str, Any]] = lambda: empty.handle_request("GET", "/", {}, b"")  # noqa: E731
    return [
        measured("empty Jinja page of Chalice", meter, [nothing] * RUNS),
        measured(f"request list ({REQUESTS} rows)", meter, get("/requests", scene.clerk)),
        measured(f"review page ({EXPERTS} experts)", meter, get(f"/console/requests/{ids[0]}", scene.secretary)),
        measured("accept (POST)", meter, [accept(token) for token in tokens], status=303),
    ]


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, EmbeddedAws(Path(folder)) as aws:
        adopt(service_environment(endpoint=aws.endpoint, address="http://127.0.0.1:8000", state=Path(folder)))
        kept_secret(Path(folder))
        os.environ["POWERTOOLS_LOG_LEVEL"] = "CRITICAL"
        kept_secret(Path(folder))
        create(boto3.client("dynamodb"), TABLE)
        mailer, meter = MemoryMailer(), Meter()
        office = replace(bootstrap.office(), mailer=lambda: mailer)
        meter.watch(office.cases.table.client)  # type: ignore[attr-defined]
        results = pages(office, mailer, meter)
    empty = statistics.median(results[0].milliseconds)
    print("| page | p50 ms | p99 ms | processor ms | × empty page | DynamoDB calls | capacity units |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for result in results:
        print(result.row(empty))


if __name__ == "__main__":
    main()
