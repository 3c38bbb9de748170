"""The account: who one is here, which browsers are signed in, and ending what should not be."""

from chalice.app import Response

from chalicelib.service.end_sessions import end_others, end_own
from chalicelib.service.keep_factor import factor_or_none
from chalicelib.web.account.blueprint import account
from chalicelib.web.account.proving import session_of
from chalicelib.web.serve import form, page
from chalicelib.web.visit import Visit

OTHERS = "others"
DONE = {"one": "サインインを1つ終わらせました", "others": "ほかのサインインをすべて終わらせました"}


@page(account, "/account")
def show_account(visit: Visit) -> Response:
    session, office = session_of(visit), visit.office
    others = [
        other for other in office.doors.sessions_of(session.user.id, office.now()) if other.digest != session.digest
    ]
    return visit.page(
        "account/account.html",
        person=session.user,
        own=session,
        others=others,
        factor=factor_or_none(office, session.user.id) if session.user.role.needs_second_factor else None,
        done=DONE.get(visit.asked("done"), ""),
    )


@form(account, "/account/sessions", done=None)
def end_sessions(visit: Visit) -> Response:
    session, chosen = session_of(visit), visit.typed.value("session")
    if chosen == OTHERS:
        end_others(visit.office, session)
    else:
        end_own(visit.office, session, chosen)
    return visit.redirect(f"/account?done={OTHERS if chosen == OTHERS else 'one'}")
