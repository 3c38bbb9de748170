"""Whoever decides shows the second factor anew: in the middle of a form, with all that was typed going on with it."""

from chalice.app import Response

from chalicelib.domain.errors import SignInFailed, TooManyTries
from chalicelib.domain.identity import Session
from chalicelib.service.prove_identity import STEP_UP_LASTS, prove
from chalicelib.web import stamp
from chalicelib.web.guard import BEFORE_PROOF, asks_anew
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

FIELD = "proof"
DOOR = "/sign-in/proof"
WRONG = "コードが違います。アプリに今表示されている6けたの数字を入力してください"


def lacking(visit: Visit) -> Response | None:
    """None when the visitor has proven enough; else the page that asks for more.

    A code that comes with a form is taken out of it: the form is the same errand with the code and without.
    """
    session = visit.session
    if session is None or not session.user.role.needs_second_factor:
        return None
    if session.half_open and f"{visit.method} {visit.route}" in BEFORE_PROOF:
        return None
    if session.half_open and visit.method != "POST":
        return visit.redirect(DOOR)
    if not session.half_open and not asks_anew(visit.method, visit.route):
        return None
    code = visit.typed.value(FIELD)
    visit.typed = Typed({name: values for name, values in visit.typed.given.items() if name != FIELD})
    if session.proven_within(STEP_UP_LASTS, visit.office.now()):
        return None
    return _shown(visit, session, code) if code else _form_page(visit)


def _shown(visit: Visit, session: Session, code: str) -> Response | None:
    try:
        visit.session = prove(visit.office, session, code)
    except TooManyTries:
        visit.session = None
        return resend_page(visit, status=401)
    except SignInFailed:
        return _form_page(visit, error=WRONG)
    return None


def _form_page(visit: Visit, *, error: str = "") -> Response:
    asked = Typed({}, {FIELD: error} if error else {})
    renewed = _renewed(visit)
    return visit.page("sign_in/step_up.html", status=401, visit=visit, renewed=renewed, form=asked, errors=asked.errors)


def resend_page(visit: Visit, *, status: int) -> Response:
    """All that was typed, ready to be sent again under a proof of this session: the same errand still."""
    signed_in = visit.session is not None
    return visit.page("resend.html", status=status, visit=visit, renewed=_renewed(visit), signed_in=signed_in)


def _renewed(visit: Visit) -> str:
    return visit.stamped(stamp.once_of(visit.typed.value(stamp.NAME)))
