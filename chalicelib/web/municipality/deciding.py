"""What the municipality decides on its request: the order of the candidates, and to take the request back."""

from chalice.app import Response

from chalicelib.domain.case import Case
from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import IllegalMove, InvalidContent, StaleVersion
from chalicelib.domain.lifecycle import REQUEST
from chalicelib.service.shortlist_experts import prefer_experts
from chalicelib.service.sight import case_for
from chalicelib.service.withdraw_request import withdraw_request
from chalicelib.web.forms import limits
from chalicelib.web.meanwhile import seen_in
from chalicelib.web.municipality.blueprint import municipality
from chalicelib.web.municipality.case_page import case_page
from chalicelib.web.municipality.conflict import too_late_page
from chalicelib.web.municipality.showing import withdrawal_page
from chalicelib.web.serve import form
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

CHOICES = 5


def told(visit: Visit, errand: Errand, request_id: str) -> Response:
    """The request as it stands."""
    return visit.redirect(f"/requests/{request_id}")


@form(municipality, "/requests/{request_id}/preference", done=told)
def prefer(visit: Visit, request_id: str) -> Response:
    order = tuple(value for place in range(1, CHOICES + 1) if (value := visit.typed.value(f"order-{place}")))
    try:
        prefer_experts(visit.office, visit.actor, request_id, order=order, version=seen_in(visit.typed))
    except InvalidContent as fault:
        wrong = Typed(visit.typed.given, fault.faults)
        return case_page(visit, case_for(visit.office, visit.actor, request_id), wrong)
    except (StaleVersion, IllegalMove):
        return case_page(visit, case_for(visit.office, visit.actor, request_id), Typed(visit.typed.given), stale=True)
    return visit.redirect(f"/requests/{request_id}")


@form(municipality, "/requests/{request_id}/withdraw", done=told)
def withdraw(visit: Visit, request_id: str) -> Response:
    reason = visit.typed.value("reason").strip()
    if len(reason) > limits.TEXT:
        wrong = Typed(visit.typed.given, {"reason": f"理由は{limits.TEXT:,}文字までで入力してください"})
        return withdrawal_page(visit, case_for(visit.office, visit.actor, request_id), wrong)
    try:
        withdraw_request(visit.office, visit.actor, request_id, reason=reason, version=seen_in(visit.typed))
    except (StaleVersion, IllegalMove):
        return _overtaken(visit, case_for(visit.office, visit.actor, request_id), reason)
    return visit.redirect(f"/requests/{request_id}")


def _overtaken(visit: Visit, case: Case, reason: str) -> Response:
    """What happened since the form was opened, and the form again while the request can still be taken back."""
    if REQUEST.allows(case.request.state, "withdraw"):
        return withdrawal_page(visit, case, Typed(visit.typed.given), stale=True)
    return too_late_page(visit, case.request, [("取り下げる理由", reason or "（入力なし）")])
