"""What a cold start costs, function by function, beside an empty Chalice app: python -m benchmarks.cold.

The very package runs under Lambda's own runtime client (`make cold` builds both). Seconds are from the start of the
process until it asks for its first event; processor seconds depend less on what else the machine does.
"""

import argparse
import compileall
import os
import shutil
import statistics
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from infra.build.starting import handlers_of
from infra.build.template import read
from infra.lambda_like.execution import Execution
from infra.lambda_like.gateway_event import gateway_event

OURS = ("app.py", "__pycache__", "chalicelib", "matching")
SETTINGS = {"SUKETTO_TABLE": "suketto", "SUKETTO_BASE_URL": "https://suketto.example.jp"}
EMPTY = """
import boto3
from chalice.app import Chalice, Response

client = boto3.client("dynamodb")
app = Chalice("empty", configure_logs=False)


@app.route("/")
def show():
    return Response("<!doctype html><title>empty</title>", headers={"Content-Type": "text/html; charset=utf-8"})
"""
TRACED = {
    "with Tracer, nothing patched": "Tracer(service='suketto', auto_patch=False)",
    "with Tracer as it comes": "Tracer(service='suketto')",
}
WARM = 200


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds until ready, seconds of processor time for it, megabytes held."""

    seconds: float
    processor: float
    memory: float


def spent(pid: int) -> float:
    """Seconds of processor time a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def environment(task: Path, handler: str, python: Path) -> Execution:
    """A fresh execution environment."""
    return Execution(task, handler, python=python, log=task.with_suffix(".log"), environment=SETTINGS)


def starts(task: Path, handler: str, python: Path, *, times: int) -> Iterator[Start]:
    """Start a handler anew, again and again."""
    for _ in range(times):
        with environment(task, handler, python) as started:
            yield Start(started.init_s, spent(started.process.pid), started.memory())


def empty_app(task: Path, beside: Path) -> Path:
    """A package with the same libraries and an app that has one page, a client for the table, and nothing else."""
    beside.mkdir()
    for part in task.iterdir():
        if part.name not in OURS:
            (beside / part.name).symlink_to(part)
    (beside / "app.py").write_text(EMPTY, encoding="utf-8")
    return beside


def traced_app(task: Path, beside: Path, sdk: Path, tracer: str) -> Path:
    """Our package with the X-Ray SDK and a tracer made where the app begins."""
    beside.mkdir()
    for part in task.iterdir():
        if part.name not in ("app.py", "__pycache__"):
            (beside / part.name).symlink_to(part)
    for name in ("aws_xray_sdk", "wrapt"):
        shutil.copytree(sdk / name, beside / name)
    whole = (task / "app.py").read_text(encoding="utf-8")
    tracing = f"from aws_lambda_powertools import Tracer\ntracer = {tracer}\n"
    (beside / "app.py").write_text(whole + tracing, encoding="utf-8")
    compileall.compile_file(beside / "app.py", quiet=2)
    for name in ("aws_xray_sdk", "wrapt"):
        compileall.compile_dir(beside / name, quiet=2)
    return beside


def answers(task: Path, python: Path) -> tuple[float, float]:
    """Milliseconds of the web function's first answer, and in the median of the following ones."""
    times = []
    with environment(task, "app.app", python) as web:
        for _ in range(WARM + 1):
            begin = perf_counter()
            answer = web.invoke(gateway_event("/"))
            times.append((perf_counter() - begin) * 1e3)
            if answer.failed or answer.body["statusCode"] != 200:
                raise RuntimeError(f"answered {answer.body}")
    return times[0], statistics.median(times[1:])


def row(name: str, measured: list[Start], empty: list[Start]) -> str:
    """A line of the table; ratios are of medians."""

    best = min(start.seconds for start in measured)
    usual = statistics.median(start.seconds for start in measured)
    processor = statistics.median(start.processor for start in measured)
    ratio = processor / statistics.median(start.processor for start in empty)
    memory = statistics.median(start.memory for start in measured)
    return f"| {name} | {best:.2f} | {usual:.2f} | {processor:.2f} | {ratio:.2f} | {memory:.0f} |"


def arguments(argv: list[str]) -> argparse.Namespace:
    """Where package and runtime are."""
    parser = argparse.ArgumentParser(prog="make cold", description="Measures cold starts of the package.")
    parser.add_argument("--package", type=Path, required=True, help="folder with deployment.zip and sam.yaml")
    parser.add_argument("--python", type=Path, required=True, help="interpreter that has awslambdaric and boto3")
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--tracer", type=Path, help="where aws-xray-sdk was put by `pip install --target`")
    return parser.parse_args(argv)


def main(argv: list[str]) -> int:
    """Print the table, and what the first page takes."""
    asked = arguments(argv)
    python = asked.python.absolute()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(asked.package / "deployment.zip") as sealed:
        task = Path(folder) / "task"
        sealed.extractall(task)
        bare = empty_app(task, Path(folder) / "empty")
        given: dict[str, Any] = {"python": python, "times": asked.times}
        empty = list(starts(bare, "app.app", **given))
        print("| function | best s | median s | processor s | × empty app | MB |")
        print("| --- | --- | --- | --- | --- | --- |")
        print(row("empty Chalice app with a DynamoDB client", empty, empty))
        for handler in handlers_of(read(asked.package / "sam.yaml")):
            print(row(f"`{handler}`", list(starts(task, handler, **given)), empty), flush=True)
        for place, (name, tracer) in enumerate(TRACED.items() if asked.tracer else ()):
            where = traced_app(task, Path(folder) / f"traced{place}", asked.tracer.resolve(), tracer)
            print(row(f"`app.app` {name}", list(starts(where, "app.app", **given)), empty), flush=True)
        for name, where in (("empty app", bare), ("our first page", task)):
            first, warm = answers(where, python)
            print(f"\n{name}: first answer {first:.0f} ms, then {warm:.2f} ms in the median of {WARM}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
