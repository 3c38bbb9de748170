"""What the forms of a round do; a refusal shows the round as it stands now, with all that was typed."""

from collections.abc import Callable

from chalice.app import Response

from chalicelib.domain.errand import Errand
from chalicelib.domain.errors import InvalidContent, NotFound, Rejected
from chalicelib.domain.round import Round
from chalicelib.service.adjust_round import adjust_round
from chalicelib.service.approve_round import approve_round
from chalicelib.service.close_round import close_round
from chalicelib.web.problems import problem_of
from chalicelib.web.rounds.blueprint import ONE, PATH, rounds
from chalicelib.web.rounds.lines import pair_of
from chalicelib.web.rounds.seen import version_seen
from chalicelib.web.rounds.showing import round_page
from chalicelib.web.rounds.wishes import wishes_typed
from chalicelib.web.secretariat.faults import Fault
from chalicelib.web.serve import form
from chalicelib.web.visit import Visit

# Where a person mends what the use case finds wrong with all pairs together.
FIELDS = {"pins": "extra_request", "forbids": "extra_request"}


def done(visit: Visit, errand: Errand, round_id: str) -> Response:
    """The round, and what was done to it."""
    return _told(visit, round_id)


@form(rounds, f"{ONE}/adjust", done=done)
def adjust(visit: Visit, round_id: str) -> Response:
    def deed() -> Round:
        wishes, version = wishes_typed(visit.typed), version_seen(visit)
        return adjust_round(visit.office, visit.actor, round_id, wishes=wishes, version=version)

    return _done(visit, round_id, deed)


@form(rounds, f"{ONE}/approve", done=done)
def approve(visit: Visit, round_id: str) -> Response:
    pairs = None if visit.typed.value("which") == "all" else map(pair_of, visit.typed.values("pairs"))
    # Of a plan that was made anew meanwhile, nobody has seen the pairs.
    plan_id = visit.typed.value("plan")
    return _done(
        visit, round_id, lambda: approve_round(visit.office, visit.actor, round_id, pairs=pairs, plan_id=plan_id)
    )


@form(rounds, f"{ONE}/close", done=done)
def close(visit: Visit, round_id: str) -> Response:
    return _done(visit, round_id, lambda: close_round(visit.office, visit.actor, round_id, version=version_seen(visit)))


def _done(visit: Visit, round_id: str, deed: Callable[[], Round]) -> Response:
    try:
        deed()
    except NotFound:
        raise
    except InvalidContent as refusal:
        errors = {FIELDS.get(name, name): words for name, words in refusal.faults.items()}
        return round_page(visit, round_id, fault=Fault(422, errors))
    except Rejected as refusal:
        problem = problem_of(refusal)
        return round_page(visit, round_id, fault=Fault(problem.status, title=problem.title, advice=problem.advice))
    return _told(visit, round_id)


def _told(visit: Visit, round_id: str) -> Response:
    return visit.redirect(f"{PATH}/{round_id}?done={visit.route.rpartition('/')[2]}")
