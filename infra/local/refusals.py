"""What a path or a method that the service does not have is answered with; deployed, the gateway says it."""

import json

from chalice.app import Response

from chalicelib.service.office import Office
from chalicelib.web.headers import EVERYWHERE
from chalicelib.web.problems import NOT_FOUND, WRONG_METHOD, Problem
from chalicelib.web.serve import problem_page
from chalicelib.web.visit import Visit

PROBLEMS = {404: NOT_FOUND, 405: WRONG_METHOD}


def refusal(office: Office, method: str, path: str, code: int) -> Response:
    """A page for people, a problem document for machines."""
    if path.startswith("/v1/"):
        return _document(PROBLEMS[code])
    visit = Visit(office, method=method, route="", path=path, query={}, headers={}, network="")
    return problem_page(visit, PROBLEMS[code])


def _document(problem: Problem) -> Response:
    said = {"type": "about:blank", "title": problem.title, "status": problem.status, "detail": problem.advice}
    content = json.dumps(said, ensure_ascii=False)
    headers = {**EVERYWHERE, "Content-Type": "application/problem+json"}
    return Response(content, headers=headers, status_code=problem.status)
