"""Setting up an authenticator, and the recovery codes for the day it is lost."""

from datetime import timedelta

from chalice.app import Response

from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import SignInFailed, TooManyTries
from chalicelib.service.keep_factor import confirm_factor, factor_or_none, offer_factor, recovery_codes, renew_recovery
from chalicelib.web import qr
from chalicelib.web.account.blueprint import account
from chalicelib.web.account.proving import session_of
from chalicelib.web.proof import DOOR, WRONG, resend_page
from chalicelib.web.serve import form, page
from chalicelib.web.stamp import NAME, once_of
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

PATH = "/account/factor"
# What was sent twice shows the codes twice; what is sent again tomorrow does not.
SHOWN_FOR = timedelta(minutes=10)


@page(account, PATH)
def show_factor(visit: Visit) -> Response:
    session = session_of(visit)
    if session.half_open and factor_or_none(visit.office, session.user.id):
        return visit.redirect(DOOR)
    return _setting_up(visit, Typed())


def shown_again(visit: Visit, errand: Errand) -> Response:
    """The codes of a form that came twice."""
    user, now = session_of(visit).user, visit.office.now()
    (event,) = visit.office.cases.events(user.id, after=errand.sequence - 1, limit=1)
    if now - event.at > SHOWN_FOR:
        return visit.redirect("/account")
    return _codes_page(visit, recovery_codes(visit.office, user, _once(visit)))


@form(account, PATH, done=shown_again)
def set_factor(visit: Visit) -> Response:
    session, typed = session_of(visit), visit.typed
    if session.half_open and factor_or_none(visit.office, session.user.id):
        return visit.redirect(DOOR)
    try:
        visit.session, codes = confirm_factor(
            visit.office,
            session,
            visit.actor,
            sealed=typed.value("sealed"),
            code=typed.value("code"),
            once=_once(visit),
        )
    except TooManyTries:
        visit.session = None
        return resend_page(visit, status=401)
    except SignInFailed:
        return _setting_up(visit, Typed({"sealed": typed.values("sealed")}, {"code": WRONG}))
    return _codes_page(visit, codes)


@form(account, "/account/recovery", done=shown_again)
def renew(visit: Visit) -> Response:
    codes = renew_recovery(visit.office, session_of(visit).user, visit.actor, once=_once(visit))
    return _codes_page(visit, codes)


def _once(visit: Visit) -> str:
    return once_of(visit.typed.value(NAME))


def _setting_up(visit: Visit, typed: Typed) -> Response:
    offered = offer_factor(visit.office, session_of(visit), typed.value("sealed"))
    return visit.page(
        "account/factor.html",
        status=422 if typed.errors else 200,
        form=typed,
        errors=typed.errors,
        offered=offered,
        groups=[offered.secret[place : place + 4] for place in range(0, len(offered.secret), 4)],
        picture=qr.picture(offered.address),
    )


def _codes_page(visit: Visit, codes: list[str]) -> Response:
    return visit.page("account/recovery.html", codes=codes)
