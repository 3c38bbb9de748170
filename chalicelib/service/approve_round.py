"""The secretariat approves a plan, or part of it: each approved pair becomes an offer."""

from collections.abc import Iterable

from chalicelib.domain.case import Deed
from chalicelib.domain.errors import (
    CapExceeded,
    IllegalMove,
    Ineligible,
    InvalidContent,
    NotFound,
    PlaceTaken,
    Rejected,
    StaleVersion,
)
from chalicelib.domain.identity import Actor
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.plan import Pair
from chalicelib.domain.round import Approval, Round
from chalicelib.service.approve_offer import offer_directly
from chalicelib.service.office import Office, settled

FAULTS: tuple[tuple[type[Rejected], str], ...] = (
    (CapExceeded, "半日の上限を超えます。超えてよいときは、依頼の画面から理由を付けて打診してください"),
    (PlaceTaken, "募集している人数に達しています"),
    (IllegalMove, "依頼の状態が変わりました"),
    (StaleVersion, "ほかの方が同時に更新していました。もう一度お試しください"),
    (NotFound, "依頼か専門官が見つかりません"),
)
OTHER_FAULT = "いまは打診できません。依頼の画面でご確認ください"


def approve_round(
    office: Office, actor: Actor, round_id: str, *, pairs: Iterable[Pair] | None = None, plan_id: str | None = None
) -> Round:
    """Offer the pairs of the plan in force, all of them by default; InvalidContent for none or for others.

    `plan_id` names the plan that the approver has seen: StaleVersion when another is in force; None asks for no check.
    A pair that cannot be offered is told with its reason and does not hold up the others. What was offered before is
    not offered again, however often this is called.
    """
    whole = office.rounds.round(round_id)
    advance(whole, "approve")
    if plan_id not in (None, whole.plan_id):
        raise StaleVersion(round_id)
    plan = office.rounds.plan(round_id, whole.plan_id)
    planned = [Pair(placing.expert_id, placing.request_id) for placing in plan.planned.placings]
    wanted = planned if pairs is None else list(dict.fromkeys(pairs))
    if not wanted or not set(wanted) <= set(planned):
        raise InvalidContent({"pairs": "承認する組み合わせを、この計画の中から選んでください"})
    made = [_approved(office, actor, whole, pair) for pair in wanted if pair not in whole.offered]
    return _recorded(office, actor, round_id, made) if made else whole


def _approved(office: Office, actor: Actor, whole: Round, pair: Pair) -> Approval:
    reason = f"月次の割当（{whole.id}）による"
    try:
        earlier = office.cases.case(pair.request_id)
        offers = [offer.id for offer in earlier.offers if (offer.expert_id, offer.reason) == (pair.expert_id, reason)]
        if not offers:
            offer = offer_directly(office, actor.on_the_way(), pair.request_id, expert_id=pair.expert_id, reason=reason)
            offers = [offer.id]
    except Rejected as refusal:
        return Approval(*pair, fault=_fault(refusal))
    return Approval(*pair, offer_id=offers[-1])


@settled
def _recorded(office: Office, actor: Actor, round_id: str, made: list[Approval]) -> Round:
    """The round with what became of each pair, in place of what was known of it before."""
    whole = office.rounds.round(round_id)
    # Of two that approve at once, one is refused what the other has just done: the offer is what counts.
    known = {Pair(done.expert_id, done.request_id): done for done in (*whole.approvals, *made) if not done.offer_id}
    known |= {Pair(done.expert_id, done.request_id): done for done in (*whole.approvals, *made) if done.offer_id}
    offered = sum(bool(done.offer_id) for done in made)
    facts = {"offered": str(offered), "refused": str(len(made) - offered)}
    after = advance(whole, "approve", approvals=tuple(known.values()))
    change = whole.changed(Deed(actor, "round:approved", office.now(), facts=facts), after)
    office.rounds.commit(change)
    return change.round


def _fault(refusal: Rejected) -> str:
    if isinstance(refusal, Ineligible):
        return "、".join(refusal.reasons)
    return next((words for kind, words in FAULTS if isinstance(refusal, kind)), OTHER_FAULT)
