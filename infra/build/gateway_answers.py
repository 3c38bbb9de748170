"""What the gateway says by itself (no such path, too many requests), in our words and look instead of its own."""

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from chalicelib.web import static_files
from chalicelib.web.headers import EVERYWHERE, PRIVATE
from chalicelib.web.problems import BROKEN, NOT_FOUND, WRONG_METHOD, Problem, problem_of
from chalicelib.web.visit import FormTooLarge

PAGE = Path(__file__).with_name("gateway_page.html")
BUSY = Problem(429, "busy", "ただいま混み合っています", "1分ほどたってから、もう一度お試しください。")
ANSWERS = {
    "MISSING_AUTHENTICATION_TOKEN": NOT_FOUND,
    "REQUEST_TOO_LARGE": problem_of(FormTooLarge()),
    "THROTTLED": BUSY,
    "WAF_FILTERED": BUSY,
    "DEFAULT_5XX": BROKEN,
}
# The gateway puts values between quotes, so that none can hold one; the page has no script, and needs none of the rest.
POLICY = {"Content-Security-Policy": "sandbox allow-same-origin"}
HOME = {"Home": {"Fn::If": ["HasDomain", "/", "/api/"]}}


def gateway_answers() -> dict[str, Any]:
    """`GatewayResponses` of the template: a page for browsers, a problem document for machines."""
    named = {name: {"StatusCode": problem.status, **_answer(problem)} for name, problem in ANSWERS.items()}
    # Its status differs from case to case, and stays what it is.
    return {**named, "DEFAULT_4XX": _answer(WRONG_METHOD)}


def _answer(problem: Problem) -> dict[str, Any]:
    headers = {name: f"'{value}'" for name, value in {**EVERYWHERE, **PRIVATE, **POLICY}.items()}
    document = _document(problem)
    return {
        "ResponseParameters": {"Headers": headers},
        "ResponseTemplates": {
            "application/json": document,
            "application/problem+json": document,
            "text/html": {"Fn::Sub": [_page(problem), HOME]},
        },
    }


def _page(problem: Problem) -> str:
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(PAGE.read_text(encoding="utf-8"))
    styles = {name: static_files.address(f"{name}.css").removeprefix("/") for name in ("tokens", "app")}
    return template.render(problem=problem, **styles)


def _document(problem: Problem) -> str:
    said = {
        "type": f"urn:suketto:problem:{problem.slug}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.advice,
    }
    return json.dumps(said, ensure_ascii=False)
