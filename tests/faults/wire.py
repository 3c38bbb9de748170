"""A wire to AWS that fails when it is told to: at the n-th call, and for some calls after it."""

import json
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import NamedTuple
from urllib.parse import urlsplit

# Longer than an impatient client waits.
LATE_S = 0.6
ENDED_WITHIN = 30.0
HOP_BY_HOP = {"connection", "transfer-encoding", "content-length", "server", "date"}
MAIL = "/v2/email/outbound-emails"


class Fault(StrEnum):
    """What can become of a call."""

    CUT = "never arrives"
    UNHEARD = "answer lost"
    LATE = "arrives late"
    ERROR = "done, but 500"
    THROTTLED = "throttled"
    TWICE = "arrives twice"


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Wire(ThreadingHTTPServer):
    """Forwards every call to `upstream`, but those for which a fault was laid; remembers calls and mails."""

    daemon_threads = True

    def __init__(self, upstream: str) -> None:
        super().__init__(("127.0.0.1", 0), Call)
        self.upstream, self.underway, self.idle = urlsplit(upstream).netloc, 0, Condition()
        self.endpoint = f"http://127.0.0.1:{self.server_port}"
        self.mails: list[str] = []
        self.lay(None)

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients hang up on what is late, here too; anything else is said."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @contextmanager
    def open(self) -> Iterator["Wire"]:
        """The wire in use."""
        Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield self
        finally:
            self.shutdown()
            self.server_close()

    def lay(self, fault: Fault | None, *, at: int = 1, times: int = 1) -> None:
        """From now on, let `times` calls from the `at`-th fail; calls are counted anew."""
        self.fault, self.faulty = fault, range(at, at + times)
        self.calls: list[str] = []

    def begin(self, operation: str) -> Fault | None:
        """Count a call; what is to become of it."""
        with self.idle:
            self.underway += 1
            self.calls.append(operation)
            return self.fault if len(self.calls) in self.faulty else None

    def end(self) -> None:
        """A call is over, for us at least."""
        with self.idle:
            self.underway -= 1
            self.idle.notify_all()

    def quiet(self) -> None:
        """Return once nothing is on its way any more, not even late."""
        with self.idle:
            assert self.idle.wait_for(lambda: not self.underway, ENDED_WITHIN)


class Call(BaseHTTPRequestHandler):
    """One connection of a client."""

    protocol_version = "HTTP/1.1"
    server: Wire

    def do_GET(self) -> None:
        """A call without a body."""
        self.do_POST()

    def do_POST(self) -> None:
        """One call, all the way or not."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        target = self.headers.get("X-Amz-Target", self.path)
        try:
            answer = self._become(self.server.begin(target.rpartition(".")[2]), body)
        finally:
            self.server.end()
        with suppress(OSError):  # The client may have hung up first.
            if answer:
                self._reply(answer)
            else:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _become(self, fault: Fault | None, body: bytes) -> Answer | None:
        if fault is Fault.THROTTLED:
            return throttled(self.headers.get("X-Amz-Target"))
        if fault is Fault.LATE:
            time.sleep(LATE_S)
        answer = self._forward(body) if fault is not Fault.CUT else None
        if fault is Fault.TWICE:
            return self._forward(body)
        if fault is Fault.ERROR:
            return refusal(500, "InternalServerError")
        return answer if fault is None else None

    def _forward(self, body: bytes) -> Answer:
        connection = HTTPConnection(self.server.upstream)
        try:
            connection.request(self.command, self.path, body, dict(self.headers))
            response = connection.getresponse()
            answer = Answer(response.status, response.getheaders(), response.read())
        finally:
            connection.close()
        if self.path == MAIL and answer.status == 200:
            tags = {tag["Name"]: tag["Value"] for tag in json.loads(body)["EmailTags"]}
            self.server.mails.append(tags["letter"])
        return answer

    def _reply(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers:
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)


def throttled(target: str | None) -> Answer:
    """How DynamoDB says it for one item and for a transaction, and how SES does, which names no target."""
    if target is None:
        return refusal(429, "TooManyRequestsException")
    if target.endswith("TransactWriteItems"):
        return refusal(400, "TransactionCanceledException", CancellationReasons=[{"Code": "ThrottlingError"}])
    return refusal(400, "ProvisionedThroughputExceededException")


def refusal(status: int, code: str, **more: object) -> Answer:
    """An error in the forms that both services' clients understand."""
    said = {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": "told to fail", **more}
    return Answer(status, [("x-amzn-ErrorType", code), ("Content-Type", "application/json")], json.dumps(said).encode())
