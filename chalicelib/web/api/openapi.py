"""OpenAPI 3.1, generated from the endpoints and their models, and served."""

import json
import re
from functools import cache
from typing import Any

from chalice.app import Response
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from chalicelib.web.api.call import PROBLEM_JSON, answer
from chalicelib.web.api.endpoint import ENDPOINTS, Endpoint, api
from chalicelib.web.api.repeats import HEADER

REFERENCE = "#/components/schemas/{model}"
PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object"}},
        "reasons": {"type": "array", "items": {"type": "string"}},
    },
}


KEY: dict[str, Any] = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "A value of your own for this one call, kept for 24 hours with your token. Sent again with the same "
    "body, the call is answered as it was the first time and nothing is done twice; with another body it is refused "
    "(422); while the first is still under way it is refused with Retry-After (409). A refused call leaves it free.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
}


@api.route("/v1/openapi.json", methods=["GET", "HEAD"])
def serve() -> Response:
    """The document itself, open to everybody."""
    return answer(document())


@cache
def document() -> dict[str, Any]:
    """The whole API as an OpenAPI 3.1 document."""
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in ENDPOINTS:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Suketto", "version": "1", "description": "Shared experts of a prefecture: admin endpoint."},
        "paths": paths,
        "components": {
            "schemas": {**_schemas(), "Problem": PROBLEM},
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"bearer": []}],
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": re.sub(r"\W+", "_", f"{endpoint.method.lower()}{endpoint.path.removeprefix('/v1')}").strip("_"),
        "summary": endpoint.summary,
        "parameters": _parameters(endpoint),
        "responses": {str(endpoint.status): _content("application/json", endpoint.answer), **_refusals(endpoint)},
    }
    if endpoint.body:
        operation["requestBody"] = {"required": True, **_content("application/json", endpoint.body)}
        del operation["requestBody"]["description"]
    return operation


def _parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    text = {"type": "string"}
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": text} for name in re.findall(r"{(\w+)}", endpoint.path)
    ]
    in_query = [
        {"name": name, "in": "query", "required": False, "description": meaning, "schema": text}
        for name, meaning in endpoint.query
    ]
    return in_path + in_query + ([KEY] if endpoint.once else [])


def _content(content_type: str, model: type[BaseModel]) -> dict[str, Any]:
    schema = {"$ref": REFERENCE.format(model=model.__name__)}
    description = (model.__doc__ or "").partition("\n")[0]
    return {"description": description, "content": {content_type: {"schema": schema}}}


def _refusals(endpoint: Endpoint) -> dict[str, Any]:
    """Every status a caller can meet; 415 and 429 come from the gateway."""
    statuses = {"401": "no valid token", "403": "not for this role", "404": "no such record"}
    statuses |= {"422": "faulty values", "503": "the store is busy or silent: try again after Retry-After seconds"}
    if endpoint.body:
        statuses |= {"400": "not JSON", "409": "the record's state or version forbids it", "413": "too large"}
    problem = {PROBLEM_JSON: {"schema": {"$ref": REFERENCE.format(model="Problem")}}}
    return {status: {"description": meaning, "content": problem} for status, meaning in statuses.items()}


def _schemas() -> dict[str, Any]:
    models = {model for endpoint in ENDPOINTS for model in (endpoint.answer, endpoint.body) if model}
    ordered = sorted(models, key=lambda model: model.__name__)
    _, whole = models_json_schema([(model, "validation") for model in ordered], ref_template=REFERENCE)
    schemas: dict[str, Any] = json.loads(json.dumps(whole["$defs"]))
    return schemas
