"""Experts over the API: listed, registered, and their half-days set."""

from chalicelib.domain.audit import GENESIS
from chalicelib.domain.errand import Errand
from chalicelib.domain.expert import Expert, Interest, InterestKind, MonthBook
from chalicelib.service.keep_experts import register_expert, set_capacity
from chalicelib.web.api.asked import PAGING
from chalicelib.web.api.call import Call
from chalicelib.web.api.endpoint import endpoint
from chalicelib.web.api.given import CapacityGiven, ExpertGiven
from chalicelib.web.api.said import ExpertList, ExpertSaid, MonthSaid


@endpoint("GET", "/v1/experts", answer=ExpertList, query=PAGING)
def search(call: Call) -> ExpertList:
    """List all experts, in order of id."""
    page = call.office.experts.page(cursor=call.asked("cursor"), limit=call.limit)
    return ExpertList(experts=[_said(expert) for expert in page.rows], cursor=page.cursor)


def registered(call: Call, errand: Errand) -> ExpertSaid:
    """The expert who was registered."""
    return _said(call.office.experts.expert(errand.record))


@endpoint("POST", "/v1/experts", again=registered, body=ExpertGiven, answer=ExpertSaid, status=201)
def register(call: Call) -> ExpertSaid:
    """Register an expert."""
    return _said(register_expert(call.office, call.actor, _expert(call.body)))


@endpoint("PUT", "/v1/experts/{expert_id}/capacity", body=CapacityGiven, answer=ExpertSaid)
def change_capacity(call: Call, expert_id: str) -> ExpertSaid:
    """Set the half-days of some months; never below what is promised already."""
    given: CapacityGiven = call.body
    return _said(set_capacity(call.office, call.actor, expert_id, months=given.months, version=given.version))


def _expert(given: ExpertGiven) -> Expert:
    plain = given.model_dump(exclude={"months", "areas", "interests"})
    return Expert(
        id="",
        months={month: MonthBook(capacity) for month, capacity in given.months.items()},
        areas=frozenset(given.areas),
        interests=tuple(Interest(InterestKind(tie.kind), tie.party, tie.since, tie.until) for tie in given.interests),
        served={},
        head=GENESIS,
        **plain,
    )


def _said(expert: Expert) -> ExpertSaid:
    return ExpertSaid(
        id=expert.id,
        name=expert.name,
        base=expert.base,
        levels=dict(expert.levels),
        months={month: MonthSaid.model_validate(book) for month, book in sorted(expert.months.items())},
        areas=sorted(expert.areas),
        online=expert.online,
        half_day_yen=expert.half_day_yen,
        active_from=expert.active_from,
        active_to=expert.active_to,
        version=expert.version,
    )
