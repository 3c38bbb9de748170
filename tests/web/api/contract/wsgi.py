"""The app as a WSGI application, so that whoever speaks WSGI can call it without a socket."""

import base64
from collections.abc import Callable, Iterable
from http.client import responses
from typing import Any

from chalice.config import Config
from chalice.local import LocalGateway, LocalGatewayException

import app

Start = Callable[[str, list[tuple[str, str]]], Any]


def site(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """One call, through chalice's own gateway."""
    gateway = LocalGateway(app.app, Config(chalice_stage="dev", config_from_disk={}))
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    query = environ.get("QUERY_STRING", "")
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    try:
        answer = gateway.handle_request(
            environ["REQUEST_METHOD"], _quoted(path) + (f"?{query}" if query else ""), _headers(environ), body
        )
    except LocalGatewayException as refusal:
        start(_line(refusal.CODE), [("Content-Type", "application/json")])
        return [(refusal.body or "").encode()]
    said = answer["body"] if isinstance(answer["body"], bytes) else answer["body"].encode()
    headers = {**answer["headers"], **answer["multiValueHeaders"]}
    start(_line(answer["statusCode"]), [(name, _first(value)) for name, value in headers.items()])
    return [base64.b64decode(said) if answer.get("isBase64Encoded") else said]


def _headers(environ: dict[str, Any]) -> dict[str, str]:
    headers = {name[5:].replace("_", "-").lower(): v for name, v in environ.items() if name.startswith("HTTP_")}
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = environ["CONTENT_TYPE"]
    return headers


def _quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/")


def _first(value: str | list[str]) -> str:
    return value if isinstance(value, str) else value[-1]


def _line(status: int) -> str:
    return f"{status} {responses.get(status, '')}"
