"""Who may know of a case: the prefecture of all, a municipality of its own, an expert of those they help with."""

from chalicelib.domain.case import Case
from chalicelib.domain.errors import NotFound, OutOfSight
from chalicelib.domain.identity import Actor, Role
from chalicelib.service.office import Office


def case_for(office: Office, actor: Actor, request_id: str) -> Case:
    """The case, if the actor may know of it; else NotFound, as if there were none."""
    case = office.cases.case(request_id)
    own = actor.role is Role.MUNICIPALITY and actor.municipality in case.request.municipalities
    helping = actor.role is Role.EXPERT and any(
        offer.expert_id == actor.id for offer in case.in_state("accepted", "done")
    )
    # What was never submitted is its town's alone, even when it has been withdrawn.
    sent_here = case.request.number is not None or actor.role is Role.SYSTEM
    if own or helping or (actor.role.of_the_prefecture and sent_here):
        return case
    raise OutOfSight("record", request_id)


def watcher_for(office: Office, actor: Actor) -> str:
    """Whose lists the actor sees: a municipality's code, or the prefecture's."""
    if actor.role.of_the_prefecture:
        return office.profile.prefecture.code
    if actor.role is Role.MUNICIPALITY and actor.municipality:
        return actor.municipality
    raise NotFound("no lists for this role")
