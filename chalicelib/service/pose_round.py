"""A monthly round becomes the problem that the engine solves."""

from dataclasses import dataclass

from chalicelib.domain.errors import PlanningFailed
from chalicelib.domain.identity import SYSTEM
from chalicelib.domain.round import Round
from chalicelib.domain.round_problem import RoundProblem
from chalicelib.service.begin_round import plannable
from chalicelib.service.entrants import Entrant, entrant_of
from chalicelib.service.office import Office
from chalicelib.service.round_tables import RoundTables
from chalicelib.service.sight import case_for


@dataclass(frozen=True, slots=True)
class Posed:
    """A round as a problem; `moved_on` are requests that need nobody any more."""

    problem: RoundProblem
    entrants: tuple[Entrant, ...]
    moved_on: tuple[str, ...]


def pose_round(office: Office, whole: Round) -> Posed:
    """The problem as things stand now. PlanningFailed when nothing is left to plan or a pin cannot hold."""
    experts = office.experts.experts()
    cases = [case_for(office, SYSTEM, chosen.id) for chosen in whole.requests]
    waiting = sorted(filter(plannable, cases), key=lambda case: (str(case.request.submitted_at), case.request.id))
    if not waiting:
        raise PlanningFailed("割り当てを待っている依頼が、もうありません。")
    entrants = tuple(entrant_of(office, case, experts) for case in waiting)
    problem = RoundTables(office, experts, entrants, whole.wishes).problem()
    if not problem.pins_fit():
        raise PlanningFailed("固定した組み合わせが、募集の人数か専門官の空きを超えています。")
    return Posed(problem, entrants, moved_on=tuple(case.request.id for case in cases if not plannable(case)))
