"""A request as API Gateway hands it to the function."""

import uuid
from typing import Any


def gateway_event(path: str, *, method: str = "GET") -> dict[str, Any]:
    """A request for a route without parameters, as a REST API's proxy integration writes it."""
    headers = {"host": "suketto.example.jp", "accept": "text/html"}
    return {
        "resource": path,
        "path": path,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "body": None,
        "isBase64Encoded": False,
        "requestContext": {
            "resourcePath": path,
            "httpMethod": method,
            "path": f"/api{path}",
            "stage": "api",
            "requestId": str(uuid.uuid4()),
            "identity": {"sourceIp": "127.0.0.1"},
        },
    }
