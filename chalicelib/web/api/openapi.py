"""OpenAPI 3.1, generated from the endpoints and their models, and served."""

import json
import re
from functools import cache
from typing import Any

from chalice.app import Response
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from chalicelib.web.api.call import JSON, PROBLEM_JSON, answer
from chalicelib.web.api.endpoint import ENDPOINTS, Endpoint, api
from chalicelib.web.api.examples import BODIES, PLACES, placed
from chalicelib.web.api.refusals import HEADERS, MEANINGS, PROBLEM, statuses
from chalicelib.web.api.repeats import HEADER
from chalicelib.web.counter import counter
from chalicelib.web.guard import SCOPES

REFERENCE = "#/components/schemas/{model}"
BEARER = "Made in the console under 連携用トークン; each for certain scopes. Every operation names the one it needs."
KEY: dict[str, Any] = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "A value of your own for this one call, kept for 24 hours with your token. Sent again with the same "
    "body, the call is answered as it was the first time and nothing is done twice; with another body it is refused "
    "(422); while the first is still under way it is refused with Retry-After (409). A refused call leaves it free.",
    "schema": {"type": "string", "pattern": "^[!#-\\[\\]-~]{1,255}$"},
    "example": "7f1d2c9a-register-2026-11-24",
}


@api.route("/v1/openapi.json", methods=["GET", "HEAD"])
def serve() -> Response:
    """The document itself, open to everybody."""
    return answer(placed(document(), counter.office().profile))


@cache
def document() -> dict[str, Any]:
    """The whole API as an OpenAPI 3.1 document, with marks where examples name places."""
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in ENDPOINTS:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Suketto",
            "version": "1",
            "description": "Shared experts of a prefecture: admin endpoint.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": {**_schemas(), "Problem": PROBLEM},
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "description": BEARER}},
        },
        "security": [{"bearer": []}],
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    scope = SCOPES[f"{endpoint.method} {endpoint.path}"]
    operation: dict[str, Any] = {
        "operationId": re.sub(r"\W+", "_", f"{endpoint.method.lower()}{endpoint.path.removeprefix('/v1')}").strip("_"),
        "summary": endpoint.summary,
        "description": f"Needs the scope `{scope}`.",
        "tags": [scope.partition(":")[0]],
        "parameters": _parameters(endpoint),
        "responses": {str(endpoint.status): _answer(endpoint.answer), **_refusals(endpoint)},
        "security": [{"bearer": [scope.value]}],
    }
    if endpoint.body:
        operation["requestBody"] = {"required": True, "content": {JSON: _body(endpoint.body)}}
    return operation


def _parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}, "example": PLACES[name]}
        for name in re.findall(r"{(\w+)}", endpoint.path)
    ]
    in_query = [asked.parameter() for asked in endpoint.query]
    return in_path + in_query + ([KEY] if endpoint.once else [])


def _body(model: type[BaseModel]) -> dict[str, Any]:
    return {"schema": _schema(model.__name__), "example": BODIES[model]}


def _answer(model: type[BaseModel]) -> dict[str, Any]:
    description = (model.__doc__ or "").partition("\n")[0]
    return {"description": description, "content": {JSON: {"schema": _schema(model.__name__)}}}


def _schema(name: str) -> dict[str, str]:
    return {"$ref": REFERENCE.format(model=name)}


def _refusals(endpoint: Endpoint) -> dict[str, Any]:
    problem = {PROBLEM_JSON: {"schema": _schema("Problem")}}
    refusals: dict[str, Any] = {}
    for status in sorted(statuses(endpoint)):
        refusals[str(status)] = {"description": MEANINGS[status], "content": problem}
        if status in HEADERS:
            refusals[str(status)]["headers"] = HEADERS[status]
    return refusals


def _schemas() -> dict[str, Any]:
    given = {(endpoint.body, "validation") for endpoint in ENDPOINTS if endpoint.body}
    said = {(endpoint.answer, "serialization") for endpoint in ENDPOINTS}
    ordered: list[Any] = sorted(given | said, key=lambda model: model[0].__name__)
    _, whole = models_json_schema(ordered, ref_template=REFERENCE)
    schemas: dict[str, Any] = json.loads(json.dumps(whole["$defs"]))
    return schemas
