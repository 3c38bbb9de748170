"""How many requests a second one warm function answers, beside an empty Chalice app: python -m benchmarks.warm.

The very package runs under Lambda's own runtime client with the embedded DynamoDB behind it, one event after the other
as Lambda hands them to an execution environment. Processor milliseconds are the function's own, without the store's.
"""

import importlib
import statistics
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import boto3

from benchmarks.cold import arguments, empty_app, spent
from benchmarks.scene import EXPERTS, Scene, set_up
from chalicelib import bootstrap
from infra.lambda_like.execution import Execution
from infra.lambda_like.gateway_event import gateway_event
from infra.local.aws import EmbeddedAws
from infra.local.environment import TABLE, adopt, service_environment
from infra.local.secret import kept_secret
from infra.local.table import create

REQUESTS, FIRST, RUNS = 50, 20, 300


@dataclass(frozen=True, slots=True)
class Warm:
    """Milliseconds of every answer, and the processor's milliseconds for one."""

    name: str
    milliseconds: list[float]
    processor: float

    def row(self) -> str:
        """A line of the table."""
        times = self.milliseconds
        p50, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
        a_second = 1e3 * len(times) / sum(times)
        return f"| {self.name} | {a_second:.0f} | {p50:.1f} | {p99:.1f} | {self.processor:.1f} |"


def measured(name: str, function: Execution, event: dict[str, Any]) -> Warm:
    """Ask a warm function the same again and again."""
    for _ in range(FIRST):
        function.invoke(event)
    worked, times = spent(function.process.pid), []
    for _ in range(RUNS):
        begin = perf_counter()
        answer = function.invoke(event)
        times.append((perf_counter() - begin) * 1e3)
        if answer.failed or answer.body["statusCode"] != 200:
            raise RuntimeError(f"answered {answer.body}")
    return Warm(name, times, (spent(function.process.pid) - worked) * 1e3 / RUNS)


def events(scene: Scene) -> dict[str, dict[str, Any]]:
    """The pages that are asked for."""
    shortlisted = scene.requests[0]
    return {
        "first page": gateway_event("/"),
        f"request list ({REQUESTS} rows)": gateway_event("/requests", headers=scene.clerk),
        f"review page ({EXPERTS} experts)": gateway_event(
            f"/console/requests/{shortlisted}",
            resource="/console/requests/{request_id}",
            parameters={"request_id": shortlisted},
            headers=scene.secretary,
        ),
    }


def main(argv: list[str]) -> None:
    """Print the table."""
    asked = arguments(argv)
    python = asked.python.absolute()
    with tempfile.TemporaryDirectory() as name, EmbeddedAws(Path(name) / "aws") as aws:
        folder = Path(name)
        with zipfile.ZipFile(asked.package / "deployment.zip") as sealed:
            sealed.extractall(folder / "task")
        surroundings = service_environment(endpoint=aws.endpoint, address="http://127.0.0.1:8000", state=folder)
        adopt(surroundings)
        kept_secret(folder)
        create(boto3.client("dynamodb"), TABLE)
        # The office writes its log through the app's logger.
        importlib.import_module("app")
        scene = set_up(bootstrap.office(), requests=REQUESTS)

        def function(task: Path) -> Execution:
            return Execution(task, "app.app", python=python, log=folder / "log", environment=surroundings)

        print("| page | requests a second | p50 ms | p99 ms | processor ms |")
        print("| --- | --- | --- | --- | --- |")
        with function(empty_app(folder / "task", folder / "empty")) as empty:
            print(measured("empty Chalice app", empty, gateway_event("/")).row(), flush=True)
        with function(folder / "task") as web:
            for page, event in events(scene).items():
                print(measured(page, web, event).row(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
