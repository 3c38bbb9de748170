"""The second step of signing in: a code of the authenticator, or a recovery code."""

from chalice.app import Response

from chalicelib.domain.errors import NotFound, SignInFailed, TooManyTries
from chalicelib.domain.identity import Session
from chalicelib.service.keep_factor import factor_or_none
from chalicelib.service.prove_identity import prove
from chalicelib.web.account.blueprint import account
from chalicelib.web.proof import DOOR, FIELD, WRONG, resend_page
from chalicelib.web.serve import form, page
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

HOME = "/console"


def session_of(visit: Visit) -> Session:
    """Whose visit this is; the guard lets nobody in who has none."""
    if visit.session is None:
        raise NotFound(visit.route)
    return visit.session


@page(account, DOOR)
def ask_proof(visit: Visit) -> Response:
    session = session_of(visit)
    if not session.half_open:
        return visit.redirect(HOME)
    if factor_or_none(visit.office, session.user.id) is None:
        return visit.redirect("/account/factor")
    return visit.page("sign_in/proof.html", form=Typed())


@form(account, DOOR, done=None)
def check_proof(visit: Visit) -> Response:
    session = session_of(visit)
    if not session.half_open:
        # Sent twice: the first time has been let in.
        return visit.redirect(HOME)
    try:
        visit.session = prove(visit.office, session, visit.typed.value(FIELD))
    except TooManyTries:
        visit.session = None
        return resend_page(visit, status=401)
    except SignInFailed:
        wrong = Typed({}, {FIELD: WRONG})
        return visit.page("sign_in/proof.html", status=422, form=wrong, errors=wrong.errors)
    return visit.redirect(HOME)
