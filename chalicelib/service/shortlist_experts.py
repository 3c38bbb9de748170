"""The secretariat shortlists: the experts are ranked, and the municipality may put them in order."""

from collections.abc import Sequence

from chalicelib.domain.case import Case, Change, Deed
from chalicelib.domain.errors import InvalidContent
from chalicelib.domain.expert import Expert
from chalicelib.domain.identity import Actor
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.request import Request
from chalicelib.service.letters import to_municipality
from chalicelib.service.next_candidate import wait
from chalicelib.service.office import Office, settled
from chalicelib.service.rank_candidates import Ranked, rank_candidates
from chalicelib.service.sight import case_for

LENGTH = 5


@settled
def shortlist_experts(
    office: Office,
    actor: Actor,
    request_id: str,
    *,
    waived: frozenset[tuple[str, str]] = frozenset(),
    again: frozenset[str] = frozenset(),
    invite: bool = True,
    version: int | None = None,
    experts: Sequence[Expert] | None = None,
) -> Request:
    """Shortlist the best whom the request was not put to yet, or put it on the waiting list when nobody is left.

    Done again, it goes by the experts as they are now; the municipality's order of the old candidates is gone then.
    `waived` names (expert, hard rule) pairs that the secretariat overrides, `again` experts who may be asked a second
    time; `invite` asks the municipality for its order of preference; `experts` are those to rank, where they have been
    read just before.
    """
    case = case_for(office, actor, request_id)
    case.require(version)
    ranked = rank_candidates(office, case, experts=experts, waived=waived)
    asked = case.asked_before - again
    left = [expert_id for expert_id in ranked.order if expert_id not in asked]
    if left:
        change = _shortlist(office, actor, case, ranked, tuple(left[:LENGTH]), invite=invite)
    else:
        change = _wait(office, actor, case, ranked)
    office.cases.commit(change)
    return change.request


@settled
def prefer_experts(
    office: Office, actor: Actor, request_id: str, *, order: tuple[str, ...], version: int | None = None
) -> Request:
    """The municipality puts shortlisted experts in its order; those it leaves out come after, by rank."""
    case = case_for(office, actor, request_id)
    case.require(version)
    if len(set(order)) < len(order) or not order or not set(order) <= set(case.request.shortlist):
        raise InvalidContent({"order": "候補の中から、重ならないように順番を選んでください"})
    deed = Deed(actor, "request:preferred", office.now(), facts={"order": " ".join(order)})
    change = case.changed(deed, advance(case.request, "prefer", preference=order))
    office.cases.commit(change)
    return change.request


def _shortlist(
    office: Office, actor: Actor, case: Case, ranked: Ranked, chosen: tuple[str, ...], *, invite: bool
) -> Change:
    request = advance(case.request, "shortlist", shortlist=chosen, preference=(), receipt_id=ranked.receipt.id)
    deed = Deed(actor, "request:shortlisted", office.now(), facts={"experts": " ".join(chosen)})
    letters = to_municipality(office, case, "candidates_ready", count=len(chosen)) if invite else ()
    return case.changed(deed, request, letters=letters, receipt=ranked.receipt)


def _wait(office: Office, actor: Actor, case: Case, ranked: Ranked) -> Change:
    return case.changed(Deed(actor, "request:waiting", office.now()), **wait(office, case, ranked))
