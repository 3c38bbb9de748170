"""Every status with which a call can be refused, and which calls it can meet: declared, and tried by a test."""

from typing import Any

from chalicelib.domain.identity import Role
from chalicelib.web.api.endpoint import Endpoint
from chalicelib.web.guard import RULES

MEANINGS = {
    400: "not JSON, or no Idempotency-Key",
    401: "no valid token",
    403: "the token is not for this use, or not for this municipality",
    404: "no such record, or none that the token's owner may know of",
    409: "the record's state or version forbids it, or the same key is still in hand",
    413: "too large",
    415: "not `application/json`",
    422: "values that are faulty or unknown, or a key that was sent with another body",
    429: "too many calls within a minute",
    503: "the store is busy or silent: whether it was done is not known",
}
RETRY_AFTER: dict[str, Any] = {
    "description": "in how many seconds to try again",
    "schema": {"type": "integer", "minimum": 1, "maximum": 3600},
}
AUTHENTICATE: dict[str, Any] = {"description": "how to say who calls", "schema": {"type": "string"}}
HEADERS: dict[int, dict[str, Any]] = {
    401: {"WWW-Authenticate": AUTHENTICATE},
    429: {"Retry-After": RETRY_AFTER},
    503: {"Retry-After": RETRY_AFTER},
}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457; `errors` names what is faulty, `reasons` says why a decision is refused.",
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
    "properties": {
        "type": {"type": "string", "pattern": "^urn:suketto:problem:[a-z-]+$"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "additionalProperties": False,
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
        "reasons": {"type": "array", "items": {"type": "string"}},
    },
    "examples": [
        {
            "type": "urn:suketto:problem:not-found",
            "title": "ページが見つかりません",
            "status": 404,
            "detail": "アドレスをお確かめください。依頼は「依頼の一覧」から探せます。",
        }
    ],
}


def statuses(endpoint: Endpoint) -> set[int]:
    """With which statuses the call can be refused."""
    found = {401, 403, 415, 422, 429, 503}
    if "{" in endpoint.path or Role.MUNICIPALITY not in RULES[f"{endpoint.method} {endpoint.path}"]:
        found.add(404)
    if endpoint.body:
        found |= {400, 409, 413}
    return found
