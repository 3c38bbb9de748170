"""From a chalice route to a view and back: the visit is made, the guard asked, and every error becomes a page."""

import hmac
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger
from chalice.app import Blueprint, Request, Response

from chalicelib.domain.errors import NotFound, SukettoError
from chalicelib.service.sign_in import session_of
from chalicelib.web import cookies
from chalicelib.web.guard import allows
from chalicelib.web.problems import BROKEN, CROSS_SITE, Problem, problem_of
from chalicelib.web.visit import FORM, FormTooLarge, Visit, visit_of

View = Callable[..., Response]
logger = Logger(service="suketto", child=True)


def page(blueprint: Blueprint, path: str) -> Callable[[View], View]:
    """A page: GET and HEAD, which never change anything."""
    return _served(blueprint, path, methods=["GET", "HEAD"])


def form(blueprint: Blueprint, path: str) -> Callable[[View], View]:
    """Where a form is sent: POST, from our own pages only."""
    return _served(blueprint, path, methods=["POST"], content_types=[FORM])


def _served(blueprint: Blueprint, path: str, **options: Any) -> Callable[[View], View]:
    def register(view: View) -> View:
        def served(**params: str) -> Response:
            return answered(blueprint.current_request, view, params)

        blueprint.route(path, name=f"{view.__module__}.{view.__name__}", **options)(served)
        return view

    return register


def answered(request: Request, view: View, params: dict[str, str]) -> Response:
    """The view's answer, or a page that says why there is none."""
    try:
        visit = visit_of(request)
    except FormTooLarge as error:
        return problem_page(visit_of(request, with_form=False), problem_of(error))
    try:
        return _admitted(visit) or view(visit, **params)
    except (SukettoError, FormTooLarge) as error:
        return problem_page(visit, problem_of(error), error=error)
    except Exception:
        logger.exception("a view failed", extra={"route": visit.route})
        return problem_page(visit, BROKEN)


def problem_page(visit: Visit, problem: Problem, *, error: Exception | None = None) -> Response:
    """The page for a problem, with what the error knows."""
    details = tuple(getattr(error, "reasons", ())) or tuple(getattr(error, "faults", {}).values())
    number = logger.get_correlation_id() if problem is BROKEN else None
    return visit.page("problem.html", status=problem.status, problem=problem, details=details, number=number)


def _admitted(visit: Visit) -> Response | None:
    """None when the visitor may go on; else the answer that stops them."""
    if visit.method == "POST" and not _same_site(visit):
        return problem_page(visit, CROSS_SITE)
    visit.session = _session(visit)
    if not allows(visit.method, visit.route, visit.session.user.role if visit.session else None):
        return _turned_away(visit)
    if visit.method == "POST" and visit.session and not _own_form(visit):
        return visit.page("resend.html", status=403, typed=visit.typed, path=visit.path, signed_in=True)
    return None


def _turned_away(visit: Visit) -> Response:
    if visit.session:
        raise NotFound(visit.route)
    if visit.method == "POST":
        return visit.page("resend.html", status=401, typed=visit.typed, path=visit.path, signed_in=False)
    return visit.redirect("/sign-in")


def _session(visit: Visit) -> Any:
    token = visit.cookie(cookies.SESSION)
    if not token:
        return None
    try:
        return session_of(visit.office, token)
    except NotFound:
        return None


def _same_site(visit: Visit) -> bool:
    """Whether a browser says that one of our own pages sent this; what says nothing is no browser of today."""
    site = visit.headers.get("sec-fetch-site", "same-origin")
    origin = visit.headers.get("origin")
    here = visit.headers.get("x-forwarded-host") or visit.headers.get("host", "")
    return site in ("same-origin", "none") and (origin is None or origin.partition("://")[2] == here)


def _own_form(visit: Visit) -> bool:
    return visit.session is not None and hmac.compare_digest(
        visit.typed.value("csrf").encode(), visit.session.csrf.encode()
    )
