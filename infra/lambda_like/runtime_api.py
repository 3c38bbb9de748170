"""Lambda's Runtime API for one execution environment: it hands out one event at a time and takes the answer."""

import json
import threading
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any, Self

ARN = "arn:aws:lambda:ap-northeast-1:000000000000:function:suketto"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a function answered, or the error it ended with."""

    failed: bool
    body: Any


class RuntimeApi:
    """The API on a free loopback port; `ready` is set once the runtime asks for its first event, or cannot start."""

    def __init__(self, *, timeout_s: float) -> None:
        self.timeout_s = timeout_s
        self.events: Queue[Any] = Queue()
        self.answers: Queue[Answer] = Queue()
        self.ready = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Calls", (_Calls,), {"api": self}))
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        """`AWS_LAMBDA_RUNTIME_API`."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Calls(BaseHTTPRequestHandler):
    """The runtime's calls. Head and body leave together: apart they cost 40 ms on a connection that is kept."""

    api: RuntimeApi
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def handle(self) -> None:
        """Until the runtime hangs up, or its process is ended."""
        with suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        """`invocation/next`: waits for an event."""
        self.api.ready.set()
        event = self.api.events.get()
        deadline = int((time.time() + self.api.timeout_s) * 1000)
        self._say(200, event, {"Aws-Request-Id": str(uuid.uuid4()), "Deadline-Ms": str(deadline)})

    def do_POST(self) -> None:
        """An answer, an error, or the news that the function cannot start."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])) or b"null")
        self.api.answers.put(Answer(failed=self.path.endswith("/error"), body=body))
        self._say(202, {"status": "OK"}, {})
        if "/init/" in self.path:
            self.api.ready.set()

    def _say(self, status: int, body: Any, runtime: dict[str, str]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in {**runtime, "Invoked-Function-Arn": ARN}.items():
            self.send_header(f"Lambda-Runtime-{name}", value)
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what is of interest is measured."""
