"""The secretariat decides: one expert is to be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chalicelib.domain.case import Case, Change, Deed
from chalicelib.domain.errors import Ineligible, NotFound, PlaceTaken, ReasonMissing
from chalicelib.domain.expert import Expert
from chalicelib.domain.identity import Actor
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.offer import Offer
from chalicelib.service.caps import require_caps
from chalicelib.service.letters import to_expert
from chalicelib.service.next_candidate import Proposal, expected
from chalicelib.service.office import Office, settled
from chalicelib.service.rank_candidates import Ranked, rank_candidates
from chalicelib.service.shortlist_experts import shortlist_experts
from chalicelib.service.sight import case_for
from chalicelib.service.take_request import take_request

# The other hard rules are facts that no reason changes.
OVERRIDABLE = frozenset({"conflict", "cap"})


@settled
def approve_offer(
    office: Office,
    actor: Actor,
    request_id: str,
    *,
    expert_id: str,
    reason: str = "",
    override: frozenset[str] = frozenset(),
    version: int | None = None,
    experts: Sequence[Expert] | None = None,
) -> Offer:
    """Approve an offer to this expert; it is sent at once, and its clock runs from the moment of sending.

    A reason is needed to skip the municipality's ranking, to choose another than the rules would, and to `override`
    a conflict or a cap, which must be named: ReasonMissing, Ineligible or CapExceeded without. `experts` are those to
    rank, as whoever read them a moment ago has them; else they are read.
    """
    case = case_for(office, actor, request_id)
    case.require(version)
    request = advance(case.request, "offer")
    _require_open_place(case, expert_id)
    months = dict(case.months_for(expert_id))
    ranked = _eligible(office, case, expert_id=expert_id, months=months, override=override, experts=experts)
    _require_reason(case, ranked, expert_id=expert_id, reason=reason, override=override)
    if "cap" not in override:
        require_caps(office, case, months)
    offer = replace(Proposal(expert_id, ranked).offer(office, case, months), reason=reason, approved_by=actor.id)
    offering = replace(case, request=request)
    change = _change(office, actor, offering, offer=advance(offer, "approve"), ranked=ranked, override=override)
    office.cases.commit(change)
    return next(approved for approved in change.offers if approved.live)


def offer_directly(
    office: Office,
    actor: Actor,
    request_id: str,
    *,
    expert_id: str,
    reason: str,
    override: frozenset[str] = frozenset(),
) -> Offer:
    """Take a request from wherever its review stands straight to an approved offer, each step on record.

    The experts are read once for all steps: they are the largest read there is.
    """
    case, experts = case_for(office, actor, request_id), office.experts.experts()
    state = case.request.state
    if state in ("submitted", "waiting", "in_review"):
        # Refused now rather than half-way, when the request would have moved and its town been told.
        _require_offerable(office, case, expert_id=expert_id, reason=reason, override=override, experts=experts)
    if state in ("submitted", "waiting"):
        state = take_request(office, actor.on_the_way(), request_id).state
    if state == "in_review":
        shortlist_experts(
            office,
            actor.on_the_way(),
            request_id,
            waived=_waivers(expert_id, override),
            again=frozenset({expert_id}),
            invite=False,
            experts=experts,
        )
    return approve_offer(
        office, actor, request_id, expert_id=expert_id, reason=reason, override=override, experts=experts
    )


def _require_offerable(
    office: Office,
    case: Case,
    *,
    expert_id: str,
    reason: str,
    override: frozenset[str],
    experts: Sequence[Expert],
) -> None:
    """Whatever would refuse the offer once the request is shortlisted."""
    _require_open_place(case, expert_id)
    months = case.request.asked.months
    _eligible(office, case, expert_id=expert_id, months=months, override=override, experts=experts)
    if not reason.strip():
        raise ReasonMissing("skip")
    if "cap" not in override:
        require_caps(office, case, months)


def _waivers(expert_id: str, override: frozenset[str]) -> frozenset[tuple[str, str]]:
    return frozenset((expert_id, rule) for rule in override & OVERRIDABLE)


def _require_open_place(case: Case, expert_id: str) -> None:
    """PlaceTaken when none is open; Ineligible for a second one of the same request: nobody can fill two."""
    if case.open_places < 1:
        raise PlaceTaken(case.request.id)
    if any(offer.expert_id == expert_id for offer in case.in_state("approved", "sent", "accepted", "done")):
        raise Ineligible(expert_id, ["この依頼では、すでに打診中か派遣が決まっている"])


def _eligible(
    office: Office,
    case: Case,
    *,
    expert_id: str,
    months: Mapping[str, int],
    override: frozenset[str],
    experts: Sequence[Expert] | None,
) -> Ranked:
    """A ranking in which the expert is eligible, overridden rules being waived; else NotFound or Ineligible."""
    ranked = rank_candidates(office, case, experts=experts, months=months, waived=_waivers(expert_id, override))
    if expert_id in ranked.order:
        return ranked
    if expert_id not in ranked.experts:
        raise NotFound(expert_id)
    words = office.profile.words()
    against = next(excluded for excluded in ranked.ranking.excluded if excluded.expert == expert_id)
    raise Ineligible(expert_id, [why.sentence(words=words, language="ja") for why in against.reasons])


def _require_reason(case: Case, ranked: Ranked, *, expert_id: str, reason: str, override: frozenset[str]) -> None:
    skips_ranking = case.request.state == "shortlisted" and not case.request.preference
    proposed = any(offer.expert_id == expert_id for offer in case.in_state("proposed"))
    chooses_another = not proposed and expert_id != expected(case, ranked)
    if (skips_ranking or chooses_another or override) and not reason.strip():
        raise ReasonMissing("skip" if skips_ranking else "another" if chooses_another else "override")


def _change(
    office: Office, actor: Actor, case: Case, *, offer: Offer, ranked: Ranked, override: frozenset[str]
) -> Change:
    # The approved offer takes the place of the expert's proposal; the others' go on waiting.
    proposals = (proposal for proposal in case.in_state("proposed") if proposal.expert_id == offer.expert_id)
    replaced = tuple(advance(proposal, "recall") for proposal in proposals)
    expert = ranked.experts[offer.expert_id]
    letters = to_expert(office, case, "offer", expert=expert, offer=offer)
    facts = {"offer": offer.id, "expert": offer.expert_id, "rank": str(offer.rank), "score": str(offer.score)}
    if override:
        facts["override"] = " ".join(sorted(override))
    deed = Deed(actor, "offer:approved", office.now(), why=offer.reason, facts=facts)
    return case.changed(deed, case.request, offers=(*replaced, offer), letters=letters, receipt=ranked.receipt)
