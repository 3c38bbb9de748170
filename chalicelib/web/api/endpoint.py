"""From a route to an endpoint and back: token, guard, body, answer; and the list OpenAPI is made from."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chalice.app import Blueprint, Request, Response
from pydantic import BaseModel, ValidationError

from chalicelib.domain.api_token import ApiToken
from chalicelib.domain.errors import OutOfSight
from chalicelib.web.api.asked import Asked, require_fitting
from chalicelib.web.api.call import JSON, LARGEST_BODY, answer, call_of, text_of, token_of
from chalicelib.web.api.faults import INVALID, NO_JSON, NO_SCOPE, NO_TOKEN, fault, fault_of
from chalicelib.web.api.repeats import once
from chalicelib.web.counter import counter
from chalicelib.web.denied import tell
from chalicelib.web.guard import allows, covers
from chalicelib.web.visit import FormTooLarge

api = Blueprint(__name__)
View = Callable[..., BaseModel]
Again = Callable[..., BaseModel]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What OpenAPI says of a route; `once` where a key can be given."""

    method: str
    path: str
    summary: str
    body: type[BaseModel] | None
    answer: type[BaseModel]
    status: int
    query: tuple[Asked, ...]
    once: bool


ENDPOINTS: list[Endpoint] = []


def endpoint(
    method: str,
    path: str,
    *,
    answer: type[BaseModel],
    body: type[BaseModel] | None = None,
    status: int = 200,
    query: tuple[Asked, ...] = (),
    again: Again | None = None,
) -> Callable[[View], View]:
    """Serve a view under `/v1`: `view(call, **path parameters)` returns its answer's model.

    Every POST has `again(call, errand, **path parameters)`: the answer of a deed that is done, made from its record.
    """
    if (method == "POST") != (again is not None):
        raise TypeError(f"{method} {path}: a POST, and nothing else, says what it answers when it comes again")

    def register(view: View) -> View:
        summary = (view.__doc__ or "").partition("\n")[0]
        ENDPOINTS.append(Endpoint(method, path, summary, body, answer, status, query, again is not None))

        def served(**params: str) -> Response:
            return _answered(api.current_request, view, params, body=body, status=status, query=query, again=again)

        methods = ["GET", "HEAD"] if method == "GET" else [method]
        api.route(path, methods=methods, content_types=[JSON], name=f"{view.__module__}.{view.__name__}")(served)
        return view

    return register


def _answered(
    request: Request,
    view: View,
    params: dict[str, str],
    *,
    body: type[BaseModel] | None,
    status: int,
    query: tuple[Asked, ...],
    again: Again | None,
) -> Response:
    counter.begin()
    token, rule = None, f"{request.method} {request.context['resourcePath']}"
    try:
        token = token_of(request, counter.office())
        if token is None:
            return fault(NO_TOKEN)
        if refusal := _refused(request, token):
            tell(counter.office(), token.actor, rule, refusal)
            return fault(NO_SCOPE) if refusal.why == "scope" else fault_of(refusal)
        require_fitting(request.query_params or {}, query)
        call = call_of(request, token.actor, _body(request, body) if body else None)
        if again is None:
            return answer(view(call, **params), status=status)
        return once(
            request,
            call,
            deed=lambda call: text_of(view(call, **params)),
            told=lambda call, errand: text_of(again(call, errand, **params)),
            status=status,
        )
    except json.JSONDecodeError:
        return fault(NO_JSON)
    except ValidationError as invalid:
        return fault(INVALID, error=invalid)
    except Exception as error:
        if token:
            tell(counter.office(), token.actor, rule, error)
        return fault_of(error)


def _refused(request: Request, token: ApiToken) -> OutOfSight | None:
    """None for a token whose role and scopes open the route."""
    route = request.context["resourcePath"]
    if not allows(request.method, route, token.actor.role):
        return OutOfSight("role")
    return None if covers(request.method, route, token) else OutOfSight("scope")


def _body(request: Request, model: type[BaseModel]) -> BaseModel:
    raw = request.raw_body
    if len(raw) > LARGEST_BODY:
        raise FormTooLarge
    try:
        given: Any = json.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, RecursionError):
        raise json.JSONDecodeError("not UTF-8 JSON", "", 0) from None
    return model.model_validate(given)
