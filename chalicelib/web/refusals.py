"""What chalice refuses before any view is asked (a method or content type the route does not take), in our words."""

from collections.abc import Callable

from chalice.app import Request, Response

from chalicelib.web.api.faults import fault
from chalicelib.web.problems import BROKEN, NOT_FOUND, WRONG_METHOD, WRONG_TYPE
from chalicelib.web.serve import problem_page
from chalicelib.web.visit import visit_of

PROBLEMS = {problem.status: problem for problem in (NOT_FOUND, WRONG_METHOD, WRONG_TYPE)}


def in_our_words(request: Request, get_response: Callable[[Request], Response]) -> Response:
    """A middleware: our views refuse with text, so a refusal that is a dictionary is chalice's own."""
    response = get_response(request)
    if not isinstance(response.body, dict) or response.status_code < 400:
        return response
    problem = PROBLEMS.get(response.status_code, BROKEN)
    if request.context["resourcePath"].startswith("/v1/"):
        return fault(problem)
    return problem_page(visit_of(request, with_form=False), problem)
