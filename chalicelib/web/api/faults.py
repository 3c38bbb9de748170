"""Errors as `application/problem+json` (RFC 9457)."""

from typing import Any

from aws_lambda_powertools import Logger
from chalice.app import Response
from pydantic import ValidationError

from chalicelib.web.api.call import PROBLEM_JSON, answer_text, text_of
from chalicelib.web.headers import RESTED
from chalicelib.web.problems import BROKEN, Problem, problem_of

logger = Logger(service="suketto", child=True)
NO_TOKEN = Problem(401, "no-token", "アクセストークンが必要です", "有効なトークンを付けてください。")
NO_JSON = Problem(400, "no-json", "JSONとして読めません", "本文をUTF-8のJSONで送ってください。")
NO_SCOPE = Problem(
    403,
    "scope-missing",
    "このトークンは、この操作に使えません",
    "必要な用途を付けたトークンを、管理画面の「連携用トークン」で発行してください。",
)
INVALID = Problem(422, "invalid-content", "入力を見直してください", "errors の各項目をご確認ください。")


def fault(problem: Problem, *, error: Exception | None = None, later: int = 0) -> Response:
    """The problem as JSON; what the error knows stands in `errors` and `reasons`, `later` is when to try again."""
    said: dict[str, Any] = {
        "type": f"urn:suketto:problem:{problem.slug}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.advice,
    }
    if isinstance(error, ValidationError):
        said["errors"] = [
            {"field": ".".join(map(str, fault["loc"])), "message": fault["msg"]} for fault in error.errors()
        ]
    elif faults := getattr(error, "faults", None):
        said["errors"] = [{"field": name, "message": message} for name, message in faults.items()]
    if reasons := getattr(error, "reasons", None):
        said["reasons"] = list(reasons)
    if problem.slug == "unknown-code":
        said["errors"] = [{"field": getattr(error, "kind", ""), "message": str(error)}]
    later = later or getattr(error, "wait", 0) or (RESTED if problem.status == 503 else 0)
    return answer_text(text_of(said), status=problem.status, content_type=PROBLEM_JSON, later=later)


def fault_of(error: Exception) -> Response:
    """What the caller is told of an error; an unexpected one is logged and not told."""
    problem = problem_of(error)
    if problem is BROKEN:
        logger.exception("an endpoint failed")
        return fault(BROKEN)
    return fault(problem, error=error)
