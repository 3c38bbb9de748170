"""The sessions of a request and its report, as they are on record."""

from chalice.app import Response

from chalicelib.domain.lifecycle import OFFER, REQUEST
from chalicelib.service.sight import case_for
from chalicelib.web.guard import allows
from chalicelib.web.municipality.draft import names_of_experts
from chalicelib.web.serve import page
from chalicelib.web.support.around import home
from chalicelib.web.support.blueprint import support
from chalicelib.web.visit import Visit


@page(support, "/requests/{request_id}/sessions")
def show(visit: Visit, request_id: str) -> Response:
    case = case_for(visit.office, visit.actor, request_id)
    found = visit.office.cases.support(request_id)
    helps = allows("POST", "/requests/{request_id}/sessions", visit.actor.role)
    return visit.page(
        "support/sessions.html",
        request=case.request,
        home=home(visit, request_id),
        support=found,
        names=names_of_experts(visit),
        corrected={session.corrects: session for session in found.sessions if session.corrects},
        may_record=helps and any(OFFER.allows(offer.state, "record") for offer in case.offers),
        may_complete=helps and REQUEST.allows(case.request.state, "complete"),
        may_report=helps and REQUEST.allows(case.request.state, "close"),
    )
