"""Other parameters are tried on past rounds: the stored problem is solved again where its scores change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import matching
from chalicelib.domain.plan import RoundPlan
from chalicelib.domain.round_problem import Outcome, RoundProblem
from chalicelib.domain.trial import Trial
from chalicelib.service.entrants import scores_of
from chalicelib.service.office import Office
from chalicelib.service.plan_round import TIME_LIMIT_S
from chalicelib.service.solve_problem import solve_problem
from chalicelib.service.tune_parameters import parameters_from
from matching import Parameters
from matching.document import writing

# As many as can be solved one after the other before the one who asked goes home.
ROUNDS = 3


def ask_for_trials(office: Office, parameters: Parameters) -> int:
    """Queue a trial of each of the latest rounds that have a plan, in place of earlier trials; how many there are."""
    latest = [office.rounds.round(row.id) for row in office.rounds.rows(limit=ROUNDS).rows]
    planned = [whole for whole in latest if whole.plan_id]
    for whole in planned:
        document = writing.plain(parameters)
        office.rounds.put_trial(Trial(whole.id, whole.plan_id, "queued", document, office.now()))
    return len(planned)


def try_round(office: Office, round_id: str) -> None:
    """Do the trial that waits, if one does."""
    trial = office.rounds.trial(round_id)
    if trial is None or trial.state != "queued":
        return
    try:
        done = _tried(trial, office.rounds.plan(round_id, trial.plan_id))
    except Exception:
        office.rounds.put_trial(replace(trial, state="failed"))
        raise
    office.rounds.put_trial(done)


def trials_with(office: Office, parameters: Parameters) -> list[Trial]:
    """The trials of the latest rounds that were asked for with these very parameters."""
    found = (office.rounds.trial(row.id) for row in office.rounds.rows(limit=ROUNDS).rows)
    document = writing.plain(parameters)
    return [trial for trial in found if trial and trial.document == document]


def _tried(trial: Trial, plan: RoundPlan) -> Trial:
    problem = rescored(plan.problem, plan.receipts, parameters_from(trial.document))
    after = plan.planned
    if problem != plan.problem:
        found = solve_problem(problem, floor=plan.wishes.floor, time_limit_s=TIME_LIMIT_S)
        after = problem.outcome(found.pairs)
    return replace(
        trial,
        state="done",
        before=plan.planned.placings,
        after=after.placings,
        worst_before=_per_mille(plan.planned),
        worst_after=_per_mille(after),
    )


def rescored(
    problem: RoundProblem, receipts: Mapping[str, Sequence[Mapping[str, Any]]], parameters: Parameters
) -> RoundProblem:
    """The problem with the scores that these parameters give; hard rules know no parameters, so all else stays."""
    rows = [_scores(receipts[request], parameters) for request in problem.requests]
    return replace(problem, scores=[[row.get(expert, 0) for row in rows] for expert in problem.experts])


def _scores(documents: Sequence[Mapping[str, Any]], parameters: Parameters) -> dict[str, int]:
    plain = writing.plain(parameters)
    return scores_of(matching.receipt.replay({**document, "parameters": plain}) for document in documents)


def _per_mille(outcome: Outcome) -> int:
    return round(1000 * outcome.worst)
