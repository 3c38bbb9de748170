"""One round: how far its planning is, then the plan beside first come first served, and what can be done with it."""

from typing import Any

from chalice.app import Response

from chalicelib.domain.lifecycle import ROUND
from chalicelib.domain.plan import Pair, RoundPlan
from chalicelib.domain.round import Round
from chalicelib.web.guard import allows
from chalicelib.web.meanwhile import meanwhile
from chalicelib.web.rounds import terms
from chalicelib.web.rounds.blueprint import ONE, rounds
from chalicelib.web.rounds.comparison import totals, towns
from chalicelib.web.rounds.lines import People, earlier_lines, left_out_lines, pair_lines
from chalicelib.web.rounds.wishes import WISHES, as_typed, both_wishes, wish_lines
from chalicelib.web.secretariat.faults import Fault
from chalicelib.web.serve import page
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

DEEDS = ("adjust", "approve", "close")
FINE = Fault(200)


@page(rounds, ONE)
def show(visit: Visit, round_id: str) -> Response:
    return round_page(visit, round_id)


def round_page(visit: Visit, round_id: str, *, fault: Fault = FINE) -> Response:
    """The round as it stands now; with a fault, what was typed stays in its fields."""
    whole = visit.office.rounds.round(round_id)
    shown = {
        "whole": whole,
        "state": (terms.STATES[whole.state], terms.KINDS[whole.state]),
        "done": terms.DONE.get(visit.asked("done"), ""),
        "fault": fault,
        "since": meanwhile(visit, round_id) if fault.status == 409 else (),
        "errors": fault.errors,
    }
    if whole.state in ("queued", "planning"):
        return visit.page("console/rounds/waiting.html", status=fault.status, **shown, **_progress(visit, whole))
    return visit.page("console/rounds/round.html", status=fault.status, **shown, **_planned(visit, whole, fault))


def deeds_open(visit: Visit, whole: Round) -> frozenset[str]:
    """What this visitor may do to the round as it stands."""
    role = visit.actor.role
    return frozenset(
        deed for deed in DEEDS if ROUND.allows(whole.state, deed) and allows("POST", f"{ONE}/{deed}", role)
    )


def _progress(visit: Visit, whole: Round) -> dict[str, Any]:
    progress = visit.office.rounds.progress(whole.id) if whole.state == "planning" else None
    # A note from before this version's planning began is about an earlier plan.
    current = progress if progress and progress.at >= whole.updated_at else None
    return {"progress": current, "step": terms.STEPS.get(current.step, terms.OTHER_STEP) if current else ""}


def _planned(visit: Visit, whole: Round, fault: Fault) -> dict[str, Any]:
    office = visit.office
    plan = office.rounds.plan(whole.id, whole.plan_id) if whole.plan_id else None
    people = {expert.id: expert.name for expert in office.experts.experts()}
    pairs = [Pair(placing.expert_id, placing.request_id) for placing in plan.planned.placings] if plan else []
    stored = Typed(as_typed(whole.wishes))
    overtaken = fault.status == 409 and "floor" in visit.typed.given
    typed = visit.typed if fault.errors or overtaken else stored
    wishes = wish_lines(whole, pairs, people)
    return {
        "may": deeds_open(visit, whole),
        "plan": plan,
        "form": Typed(typed.given, fault.errors),
        "wishes": wishes,
        "both": both_wishes(typed, stored, wishes) if overtaken else (),
        "wish_options": WISHES,
        "requests": [(request.id, f"{request.number}　{request.title}") for request in whole.requests],
        "experts": list(people.items()),
        **(_compared(visit, whole, plan, people) if plan else {}),
    }


def _compared(visit: Visit, whole: Round, plan: RoundPlan, people: People) -> dict[str, Any]:
    profile = visit.office.profile
    return {
        "totals": totals(profile, plan),
        "towns": towns(profile, plan),
        "pairs": pair_lines(profile, whole, plan, people),
        "left_out": left_out_lines(profile, whole, plan),
        "earlier": earlier_lines(whole, plan, people),
        "percent": terms.percent,
        "method": terms.METHODS.get(plan.proof.method, terms.OTHER_METHOD),
    }
