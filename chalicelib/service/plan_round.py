"""A monthly round is planned: the best plan with its proof, beside what first come, first served would give."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from chalicelib.domain.case import Deed
from chalicelib.domain.errors import LostRace, PlanningFailed, Unavailable
from chalicelib.domain.identity import SYSTEM
from chalicelib.domain.lifecycle import ROUND, advance
from chalicelib.domain.plan import LeftOut, Proof, RoundPlan
from chalicelib.domain.round import Round
from chalicelib.service.begin_round import PATIENCE
from chalicelib.service.note_progress import Noting
from chalicelib.service.office import Office
from chalicelib.service.pose_round import Posed, pose_round
from chalicelib.service.solve_problem import solve_problem
from chalicelib.service.sweep import sweep

if TYPE_CHECKING:
    from matching.plan import Plan, Unplaced

TIME_LIMIT_S = 20.0
BROKEN = "計算の途中で問題が起きました。もう一度お試しください。続くときは管理者へご連絡ください。"
OVERDUE = "計算が途中で止まりました。もう一度お試しください。"


def plan_round(office: Office, round_id: str, *, time_limit_s: float = TIME_LIMIT_S) -> None:
    """Plan a round that waits for it. Safe to call twice: what needs no plan is left alone."""
    whole = office.rounds.round(round_id)
    if not ROUND.allows(whole.state, "plan"):
        return
    try:
        whole = _step(office, whole, "plan", "round:planning", due=office.now() + PATIENCE)
        _finish(office, whole, time_limit_s)
    except LostRace:
        return
    except PlanningFailed as reason:
        _step(office, whole, "fail", "round:failed", trouble=str(reason))
    except Unavailable:
        # Nobody knows how far it came: the stream brings it again, and goes on from where it stands then.
        raise
    except Exception:
        _step(office, whole, "fail", "round:failed", trouble=BROKEN)
        raise


def give_up_rounds(office: Office) -> int:
    """Mark as failed what should have been planned long ago, so that somebody can begin again; how many there were."""
    overdue = office.rounds.due(office.now())
    return sweep(overdue, lambda round_id: _give_up(office, round_id), failing="rounds that could not be given up")


def _give_up(office: Office, round_id: str) -> None:
    whole = office.rounds.round(round_id)
    if ROUND.allows(whole.state, "fail") and whole.due <= office.now():
        with suppress(LostRace):
            _step(office, whole, "fail", "round:failed", trouble=OVERDUE)


def _step(office: Office, whole: Round, action: str, what: str, **changes: Any) -> Round:
    change = whole.changed(Deed(SYSTEM, what, office.now()), advance(whole, action, **changes))
    office.rounds.commit(change)
    return change.round


def _finish(office: Office, whole: Round, time_limit_s: float) -> None:
    posed = pose_round(office, whole)
    noting = Noting(office, whole.id)
    found = solve_problem(posed.problem, floor=whole.wishes.floor, time_limit_s=time_limit_s, progress=noting.hear)
    plan = _written(office, whole, posed, found)
    finished = advance(whole, "finish", plan_id=plan.id, trouble="")
    facts = {"plan": plan.id, "placings": str(len(plan.planned.placings)), "bound": str(plan.proof.bound)}
    office.rounds.commit(whole.changed(Deed(SYSTEM, "round:planned", office.now(), facts=facts), finished, plan=plan))


def _written(office: Office, whole: Round, posed: Posed, found: "Plan") -> RoundPlan:
    """The plan with everything it was made from."""
    problem = posed.problem
    receipts = {entrant.id: [ranked.receipt.document for ranked in entrant.rankings] for entrant in posed.entrants}
    return RoundPlan(
        id=office.identifier("p"),
        round_id=whole.id,
        made_at=office.now(),
        parameters=posed.entrants[0].rankings[0].parameters.version,
        planned=problem.outcome(found.pairs),
        first_come=problem.outcome(problem.first_come()),
        left_out=(*(_left_out(office, posed, unplaced) for unplaced in found.unplaced), *_moved_on(posed)),
        proof=_proof(found),
        wishes=whole.wishes,
        problem=problem,
        receipts=receipts,
    )


def _proof(found: "Plan") -> Proof:
    return Proof(
        objective=found.objective,
        bound=found.bound,
        gap=found.gap,
        fair_target=found.fair_target,
        fair_bound=found.fair_bound,
        method=found.method,
        seconds=found.seconds,
    )


def _left_out(office: Office, posed: Posed, unplaced: "Unplaced") -> LeftOut:
    entrant = posed.entrants[unplaced.request]
    reasons = entrant.rankings[0].reasons_against(office.profile.words())
    return LeftOut(
        entrant.id, unplaced.places, unplaced.reason, reasons if unplaced.reason == "nobody_eligible" else ()
    )


def _moved_on(posed: Posed) -> list[LeftOut]:
    return [LeftOut(request_id, 0, "moved_on") for request_id in posed.moved_on]
