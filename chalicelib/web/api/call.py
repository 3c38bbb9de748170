"""One call of a machine: who calls, with what, and the JSON that answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalice.app import Request, Response
from pydantic import BaseModel

from chalicelib.domain.api_token import ApiToken
from chalicelib.domain.errors import Forbidden, NotFound
from chalicelib.domain.identity import Actor
from chalicelib.service.admit_machine import admit_machine
from chalicelib.service.office import Office
from chalicelib.web.api.asked import PAGE
from chalicelib.web.counter import counter
from chalicelib.web.headers import EVERYWHERE, PRIVATE, later_by

JSON = "application/json"
PROBLEM_JSON = "application/problem+json"
LARGEST_BODY = 1_000_000


@dataclass(frozen=True, slots=True)
class Call:
    """`query` holds the last value of each parameter, as described; `body` is the model the endpoint asks for."""

    office: Office
    caller: Actor | None
    query: Mapping[str, str]
    body: Any = None

    @property
    def actor(self) -> Actor:
        """Who acts; Forbidden for a call without a token."""
        if self.caller is None:
            raise Forbidden("no token")
        return self.caller

    def asked(self, name: str) -> str | None:
        """A parameter of the query string, None when it is absent."""
        return self.query.get(name)

    @property
    def limit(self) -> int:
        """How many rows a page shall hold."""
        return int(self.query.get("limit", PAGE))


def token_of(request: Request, office: Office) -> ApiToken | None:
    """The bearer token that the call carries; None without a valid one. TooManyCalls."""
    scheme, _, said = request.headers.get("authorization", "").partition(" ")
    if scheme.casefold() != "bearer" or not said.strip():
        return None
    try:
        return admit_machine(office, said.strip(), network=request.context.get("identity", {}).get("sourceIp", ""))
    except NotFound:
        return None


def call_of(request: Request, caller: Actor | None, body: BaseModel | None) -> Call:
    """The call that a chalice request is."""
    return Call(counter.office(), caller, dict(request.query_params or {}), body)


def text_of(content: BaseModel | Mapping[str, Any]) -> str:
    """What is answered, as JSON."""
    plain = content.model_dump(mode="json") if isinstance(content, BaseModel) else content
    return json.dumps(plain, ensure_ascii=False)


def answer(content: BaseModel | Mapping[str, Any], *, status: int = 200, content_type: str = JSON) -> Response:
    """JSON with the headers that every answer has."""
    return answer_text(text_of(content), status=status, content_type=content_type)


def answer_text(text: str, *, status: int, content_type: str = JSON, later: int = 0) -> Response:
    """The same from JSON that is written already; `later` is in how many seconds to try again, 0 for no such hint."""
    headers = {**EVERYWHERE, **PRIVATE, "Content-Type": content_type, **(later_by(later) if later else {})}
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="suketto"'
    return Response(text, headers=headers, status_code=status)
