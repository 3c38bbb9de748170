"""The site over HTTP on one machine: chalice's local server, with what a browser needs beyond it."""

import errno
import json
import logging
import socket
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, Self

from chalice.app import Chalice, Request
from chalice.config import Config
from chalice.local import ChaliceRequestHandler, ThreadedHTTPServer

from infra.local.gateway import Gateway, Refusal

CONFIGURATION = Path(__file__).parents[2] / ".chalice" / "config.json"
Listener = socket.socket
log = logging.getLogger(__name__)


class PortUnusable(Exception):
    """The wanted port is not to be had."""

    def __init__(self, port: int, why: str) -> None:
        super().__init__(f"Port {port} cannot be used: {why}.\nChoose another one, such as: make run PORT=8765")


def listen(port: int) -> Listener:
    """Take the port at once, so that whoever comes while the rest starts waits instead of being refused."""
    if not 0 <= port <= 65535:
        raise PortUnusable(port, "ports end at 65535")
    try:
        return socket.create_server(("127.0.0.1", port), backlog=128)
    except OSError as refusal:
        taken = refusal.errno == errno.EADDRINUSE
        raise PortUnusable(port, "another program uses it" if taken else str(refusal.strerror)) from None


class _RequestOfThread:
    """Each thread answers a request of its own; on AWS there is one at a time."""

    _local = threading.local()

    @property
    def current_request(self) -> Request | None:
        return getattr(self._local, "request", None)

    @current_request.setter
    def current_request(self, request: Request | None) -> None:
        self._local.request = request


class SiteServer(ThreadedHTTPServer):
    """Serves an app on a socket that listens already."""

    socket: Listener

    def __init__(self, listener: Listener, *, app: Chalice, refusal: Refusal) -> None:
        app.__class__ = type("ThreadedApp", (_RequestOfThread, type(app)), {})
        config = Config(chalice_stage="dev", config_from_disk=json.loads(CONFIGURATION.read_text(encoding="utf-8")))
        handler = partial(_Connection, gateway=Gateway(app, config, refusal))
        super().__init__(listener.getsockname(), handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listener

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Connection(ChaliceRequestHandler):
    """One connection. Its access log knows routes, not paths: tokens and addresses never reach it."""

    # Head and body leave together; apart they cost 40 ms each time on a connection that is kept.
    wbufsize = -1

    def __init__(self, *args: Any, gateway: Gateway) -> None:
        self.local_gateway = gateway
        BaseHTTPRequestHandler.__init__(self, *args)

    def _send_http_response_with_body(self, code: int, headers: dict[str, Any], body: str | bytes) -> None:
        content = body.encode() if isinstance(body, str) else body
        self.send_response(code)
        self._send_headers({"Content-Type": "application/json", **headers, "Content-Length": str(len(content))})
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        route = self.local_gateway.route(getattr(self, "path", "")) or "(no such page)"
        if not route.startswith("/static/"):
            log.info("%s %s %d", self.command, route, int(code))

    def log_message(self, format: str, *args: Any) -> None:
        """The line of log_request is enough."""
