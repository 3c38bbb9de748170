"""The review page: a request, who fits it and why, what was offered so far, and what can be done now."""

from chalice.app import Response

from chalicelib.domain.case import Case
from chalicelib.domain.expert import Expert
from chalicelib.domain.lifecycle import REQUEST
from chalicelib.service.office import Office
from chalicelib.service.rank_candidates import rank_candidates
from chalicelib.service.sight import case_for
from chalicelib.web.facts import facts, months_in_words, names
from chalicelib.web.guard import allows
from chalicelib.web.meanwhile import meanwhile
from chalicelib.web.secretariat.blueprint import secretariat
from chalicelib.web.secretariat.cards import cards
from chalicelib.web.secretariat.decision import barred, decision
from chalicelib.web.secretariat.faults import Fault
from chalicelib.web.secretariat.offers import offer_lines
from chalicelib.web.secretariat.todo import next_step
from chalicelib.web.secretariat.undelivered import undelivered
from chalicelib.web.serve import page
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

PATH = "/console/requests/{request_id}"
DEEDS = ("take", "reply", "shortlist", "approve", "answer", "resend", "recall", "cancel")
RANKED_IN = ("in_review", "shortlisted", "offering", "waiting")
FINE = Fault(200)
DONE = {
    "take": "確認を始めました。",
    "reply": "市町に返事を送ります。",
    "shortlist": "候補の順位を確定し、市町にお知らせします。",
    "approve": "打診を承認しました。専門官にメールを送ります。回答期限は、メールを送った時から数えます。",
    "answer": "電話の回答を記録しました。市町と専門官にお知らせします。",
    "resend": "打診のメールを送り直します。回答期限は、メールを送った時から数えます。",
    "recall": "打診を取り消しました。",
    "cancel": "依頼を取り消しました。市町にお知らせします。",
}
NOBODY = "候補になる人がいないため、候補待ちにしました。理由を付けて市町にお知らせします。"


@page(secretariat, PATH)
def show(visit: Visit, request_id: str) -> Response:
    return review_page(visit, request_id)


def review_page(visit: Visit, request_id: str, *, fault: Fault = FINE) -> Response:
    """The page as things stand now; with a fault, what was typed stays in its fields."""
    office = visit.office
    case = case_for(office, visit.actor, request_id)
    experts = {expert.id: expert for expert in office.experts.experts()}
    letters = office.letters.about(request_id)
    missed = undelivered(case, experts, letters)
    addresses = [one.expert.email for one in missed] if len(missed) == 1 else []
    typed = {"expert": [visit.asked("expert")], "email": addresses, **visit.typed.given}
    return visit.page(
        "console/review.html",
        status=fault.status,
        errors=fault.errors,
        form=Typed(typed, fault.errors),
        fault=fault,
        since=meanwhile(visit, request_id) if fault.status == 409 else (),
        request=case.request,
        asked=case.request.asked,
        towns=names(office.profile, case.request.municipalities),
        requesting=[office.profile.municipality(code) for code in case.request.municipalities],
        facts=facts(office, case.request, experts),
        next=next_step(case.request),
        offers=offer_lines(office.profile, case, experts, letters),
        undelivered=missed,
        months_in_words=months_in_words,
        done=_told(case, visit.asked("done")),
        may=deeds_open(visit, case),
        **_candidates(office, case, list(experts.values())),
    )


def deeds_open(visit: Visit, case: Case) -> frozenset[str]:
    """What this visitor may do to the request as it stands."""
    role, state = visit.actor.role, case.request.state
    possible = {
        "take": REQUEST.allows(state, "take") or REQUEST.allows(state, "resume"),
        "reply": REQUEST.allows(state, "return"),
        "shortlist": REQUEST.allows(state, "shortlist"),
        "approve": REQUEST.allows(state, "offer") and case.open_places > 0,
        "answer": any(offer.undelivered for offer in case.offers),
        "resend": any(offer.undelivered for offer in case.offers),
        "recall": bool(case.in_state("proposed", "approved", "sent")),
        "cancel": REQUEST.allows(state, "cancel"),
    }
    return frozenset(deed for deed in DEEDS if possible[deed] and allows("POST", f"{PATH}/{deed}", role))


def _told(case: Case, deed: str) -> str:
    """What was done; who shortlists may find that nobody is left."""
    return NOBODY if deed == "shortlist" and case.request.state == "waiting" else DONE.get(deed, "")


def _candidates(office: Office, case: Case, experts: list[Expert]) -> dict[str, object]:
    """The live ranking; nothing while there is none to make, or none any more."""
    if case.request.state not in RANKED_IN:
        return {"ranked": False, "cards": [], "barred": [], "decision": None, "bases": [], "asked_before": []}
    profile, ranked = office.profile, rank_candidates(office, case, experts=experts)
    ranking, asked = cards(profile, case, ranked), case.asked_before
    return {
        "ranked": True,
        "cards": ranking,
        "barred": barred(profile, ranked),
        "decision": decision(profile, case, ranked),
        "bases": [profile.municipality(card.expert.base) for card in ranking],
        "asked_before": [(one, ranked.experts[one].name) for one in ranked.order if one in asked],
    }
