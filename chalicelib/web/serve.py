"""From a chalice route to a view and back: the visit is made, the guard asked, and every error becomes a page."""

import hmac
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger
from chalice.app import Blueprint, Request, Response

from chalicelib.domain.errors import NotFound, OutOfSight, Rejected, Repeated, SukettoError, Unavailable
from chalicelib.service.sign_in import session_of
from chalicelib.web import cookies, stamp
from chalicelib.web.counter import counter
from chalicelib.web.denied import tell
from chalicelib.web.guard import allows, open_to_all
from chalicelib.web.logbook import logbook
from chalicelib.web.problems import BROKEN, CROSS_SITE, Problem, problem_of
from chalicelib.web.proof import lacking, resend_page
from chalicelib.web.visit import FORM, FormTooLarge, Visit, visit_of

View = Callable[..., Response]
logger = Logger(service="suketto", child=True)


def page(blueprint: Blueprint, path: str) -> Callable[[View], View]:
    """A page: GET and HEAD, which never change anything."""
    return _served(blueprint, path, methods=["GET", "HEAD"])


def form(blueprint: Blueprint, path: str, *, done: View | None) -> Callable[[View], View]:
    """Where a form is sent: POST, from our own pages only.

    `done(visit, errand, **path parameters)` is the page for what was sent, and done, before; None where the view takes
    a repeat for what it is by itself.
    """
    return _served(blueprint, path, done=done, methods=["POST"], content_types=[FORM])


def _served(blueprint: Blueprint, path: str, *, done: View | None = None, **options: Any) -> Callable[[View], View]:
    def register(view: View) -> View:
        def served(**params: str) -> Response:
            return answered(blueprint.current_request, view, params, done=done)

        blueprint.route(path, name=f"{view.__module__}.{view.__name__}", **options)(served)
        return view

    return register


def answered(request: Request, view: View, params: dict[str, str], *, done: View | None = None) -> Response:
    """The view's answer, or a page that says why there is none."""
    counter.begin()
    try:
        visit = visit_of(request)
    except FormTooLarge as error:
        return problem_page(visit_of(request, with_form=False), problem_of(error))
    try:
        return _admitted(visit) or _once(visit, view, params, done)
    except Unavailable as silence:
        logger.warning("the store is unavailable", extra={"route": visit.route, "why": str(silence)})
        return visit.page("unavailable.html", status=503, visit=visit)
    except (SukettoError, FormTooLarge) as error:
        if visit.session:
            tell(visit.office, visit.actor, f"{visit.method} {visit.route}", error)
        return problem_page(visit, problem_of(error), error=error)
    except Exception:
        logger.exception("a view failed", extra={"route": visit.route})
        return problem_page(visit, BROKEN)


def problem_page(visit: Visit, problem: Problem, *, error: Exception | None = None) -> Response:
    """The page for a problem, with what the error knows."""
    details = tuple(getattr(error, "reasons", ())) or tuple(getattr(error, "faults", {}).values())
    number = logbook.reference() if problem is BROKEN else None
    return visit.page("problem.html", status=problem.status, problem=problem, details=details, number=number)


def _once(visit: Visit, view: View, params: dict[str, str], done: View | None) -> Response:
    """The view's answer; where it refuses what this very form did before, the page that came of it then."""
    try:
        response, refusal = view(visit, **params), None
    except (Rejected, Repeated) as error:
        response, refusal = None, error
    if done and (response is None or response.status_code >= 400) and (errand := visit.sent_before()):
        return done(visit, errand, **params)
    if refusal:
        raise refusal
    return response


def _admitted(visit: Visit) -> Response | None:
    """None when the visitor may go on; else the answer that stops them."""
    if visit.method == "POST" and not _same_site(visit):
        return problem_page(visit, CROSS_SITE)
    visit.session = _session(visit)
    if not allows(visit.method, visit.route, visit.session.user.role if visit.session else None):
        return _turned_away(visit)
    if visit.method == "POST" and not open_to_all("POST", visit.route) and not _own_form(visit):
        return resend_page(visit, status=403)
    return None if open_to_all(visit.method, visit.route) else lacking(visit)


def _turned_away(visit: Visit) -> Response:
    if visit.session:
        raise OutOfSight("role")
    if visit.method == "POST":
        return resend_page(visit, status=401)
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
    proof = stamp.proof_of(visit.typed.value(stamp.NAME))
    return visit.session is not None and hmac.compare_digest(proof.encode(), visit.session.csrf.encode())
