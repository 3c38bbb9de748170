"""A request as API Gateway hands it to the function."""

import uuid
from collections.abc import Mapping
from typing import Any

HEADERS = {"host": "suketto.example.jp", "accept": "text/html"}


def gateway_event(
    path: str,
    *,
    method: str = "GET",
    resource: str = "",
    parameters: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """A request as a REST API's proxy integration writes it; `resource` is the route when it has `parameters`."""
    sent = {**HEADERS, **(headers or {})}
    return {
        "resource": resource or path,
        "path": path,
        "httpMethod": method,
        "headers": sent,
        "multiValueHeaders": {name: [value] for name, value in sent.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": dict(parameters) if parameters else None,
        "stageVariables": None,
        "body": None,
        "isBase64Encoded": False,
        "requestContext": {
            "resourcePath": resource or path,
            "httpMethod": method,
            "path": f"/api{path}",
            "stage": "api",
            "requestId": str(uuid.uuid4()),
            "identity": {"sourceIp": "127.0.0.1"},
        },
    }
