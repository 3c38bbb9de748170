"""Rounds as tests need them: a year's requests of many towns, experts with too little time, a plan at once."""

from chalicelib.domain.expert import MonthBook
from chalicelib.domain.plan import RoundPlan
from chalicelib.domain.request import Request
from chalicelib.domain.round import Round
from chalicelib.service.begin_round import begin_round
from chalicelib.service.office import Office
from chalicelib.service.plan_round import plan_round
from chalicelib.service.take_request import take_request
from tests.builders import MONTHS, SECRETARIAT, a_request, an_expert, clock, engage


def waiting(office: Office, **changes: object) -> Request:
    """A request in review; each is submitted a second after the one before."""
    clock(office).move(seconds=1)
    return take_request(office, SECRETARIAT, a_request(office, **changes).id)  # type: ignore[arg-type]


def two_experts(office: Office, *, half_days: int = 4) -> None:
    """A specialist (e01) and a beginner (e02), each with these half-days a month."""
    months = {month: MonthBook(half_days) for month in MONTHS}
    areas = frozenset(office.profile.municipalities)
    engage(
        office,
        an_expert("見本 熟子", months=months, areas=areas),
        an_expert("見本 習", months=months, areas=areas, levels={"field-13": 2}),
    )


def planned(office: Office, *requests: Request, **begun: int) -> Round:
    """A round of these requests, planned."""
    whole = begin_round(office, SECRETARIAT, request_ids=[request.id for request in requests], **begun)
    plan_round(office, whole.id)
    return office.rounds.round(whole.id)


def plan_of(office: Office, whole: Round) -> RoundPlan:
    """The plan in force."""
    return office.rounds.plan(whole.id, whole.plan_id)
