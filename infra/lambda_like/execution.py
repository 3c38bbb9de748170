"""One execution environment: a process of the runtime client with one handler, started, asked and measured."""

import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from queue import Empty
from typing import Any, Self

from infra.lambda_like.runtime_api import Answer, RuntimeApi

STARTS_WITHIN_S, ANSWERS_WITHIN_S = 30.0, 30.0
# What Lambda sets, as far as anything reads it; no credentials lead anywhere.
SURROUNDINGS = {
    "PATH": "/usr/bin:/bin",
    "LANG": "en_US.UTF-8",
    "TZ": ":UTC",
    "AWS_EXECUTION_ENV": "AWS_Lambda_python3.11",
    "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1024",
    "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
    "AWS_REGION": "ap-northeast-1",
    "AWS_DEFAULT_REGION": "ap-northeast-1",
    "AWS_ACCESS_KEY_ID": "nobody",
    "AWS_SECRET_ACCESS_KEY": "nothing",
    "AWS_EC2_METADATA_DISABLED": "true",
}


class DidNotAnswer(Exception):
    """The process ended, or took longer than its time; the text is the end of its log."""


class Execution:
    """A handler of an unpacked package, run by an interpreter that has the runtime client and the SDK."""

    def __init__(
        self,
        task: Path,
        handler: str,
        *,
        python: Path,
        log: Path,
        environment: Mapping[str, str],
        timeout_s: float = 30,
    ) -> None:
        self.task, self.handler, self.python, self.log = task, handler, python, log
        self.environment, self._api = environment, RuntimeApi(timeout_s=timeout_s)
        self.init_s = 0.0

    def __enter__(self) -> Self:
        self._api.__enter__()
        begin = time.perf_counter()
        self.process = self._start()
        while not self._api.ready.wait(0.005):
            self._check(begin, STARTS_WITHIN_S)
        self.init_s = time.perf_counter() - begin
        if not self._api.answers.empty():
            self.__exit__()
            raise DidNotAnswer(str(self._api.answers.get().body))
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self._api.__exit__()

    def invoke(self, event: Any) -> Answer:
        """The answer to one event; DidNotAnswer."""
        begin = time.perf_counter()
        self._api.events.put(event)
        while True:
            try:
                return self._api.answers.get(timeout=0.2)
            except Empty:
                self._check(begin, ANSWERS_WITHIN_S)

    def memory(self) -> float:
        """Megabytes that the process has held at most."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))

    def _start(self) -> "subprocess.Popen[bytes]":
        own = {
            "LAMBDA_TASK_ROOT": str(self.task),
            "_HANDLER": self.handler,
            "AWS_LAMBDA_FUNCTION_NAME": self.handler.replace(".", "-"),
            "AWS_LAMBDA_RUNTIME_API": self._api.address,
        }
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [str(self.python), "-B", "-m", "awslambdaric", self.handler],
                cwd=self.task,
                env={**SURROUNDINGS, **own, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _check(self, begin: float, limit_s: float) -> None:
        if self.process.poll() is not None or time.perf_counter() - begin > limit_s:
            self.__exit__()
            raise DidNotAnswer(self.log.read_text(encoding="utf-8", errors="replace")[-2_000:])
