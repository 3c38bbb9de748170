"""The plan pair by pair, and what it leaves out."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.plan import Pair, RoundPlan
from chalicelib.domain.profile import Profile
from chalicelib.domain.round import Approval, Chosen, Round
from chalicelib.web.facts import names
from chalicelib.web.phrases import per_mille
from chalicelib.web.rounds.terms import BECAUSE, points

People = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PairLine:
    """One pair: `value` is what its box sends, `open` while it may still be approved, `fault` why it was refused."""

    value: str
    request: Chosen
    towns: str
    expert_id: str
    expert: str
    score: str
    lead: str
    wish: str
    state: tuple[str, str]
    open: bool
    fault: str


@dataclass(frozen=True, slots=True)
class LeftOutLine:
    """A request nobody is sent to, or too few; `reasons` are whole sentences."""

    request: Chosen
    towns: str
    places: int
    reasons: tuple[str, ...]
    served_first_come: bool


def pair_lines(profile: Profile, whole: Round, plan: RoundPlan, people: People) -> list[PairLine]:
    """The plan's pairs in order of request number."""
    chosen = {request.id: request for request in whole.requests}
    done = {Pair(known.expert_id, known.request_id): known for known in whole.approvals}
    lines = []
    for placing in sorted(plan.planned.placings, key=lambda one: (chosen[one.request_id].number, one.expert_id)):
        pair, request = Pair(placing.expert_id, placing.request_id), chosen[placing.request_id]
        known = done.get(pair)
        lines.append(
            PairLine(
                value=value_of(pair),
                request=request,
                towns=names(profile, request.municipalities),
                expert_id=pair.expert_id,
                expert=people[pair.expert_id],
                score=per_mille(placing.score),
                lead=points(plan.score_change(request.id)),
                wish="固定" if pair in plan.wishes.pins else "",
                state=_state(known),
                open=known is None or not known.offer_id,
                fault=known.fault if known else "",
            )
        )
    return lines


def left_out_lines(profile: Profile, whole: Round, plan: RoundPlan) -> list[LeftOutLine]:
    """What the plan leaves out, and why."""
    chosen = {request.id: request for request in whole.requests}
    return [
        LeftOutLine(
            request=chosen[left.request_id],
            towns=names(profile, chosen[left.request_id].municipalities),
            places=left.places,
            reasons=(BECAUSE[left.because], *left.reasons),
            served_first_come=plan.score_change(left.request_id) < 0,
        )
        for left in plan.left_out
    ]


def earlier_lines(whole: Round, plan: RoundPlan, people: People) -> list[tuple[Chosen, str, tuple[str, str]]]:
    """What was approved from plans before the one in force: request, expert, state."""
    chosen = {request.id: request for request in whole.requests}
    planned = {(placing.expert_id, placing.request_id) for placing in plan.planned.placings}
    return [
        (chosen[known.request_id], people[known.expert_id], _state(known))
        for known in whole.approvals
        if known.offer_id and (known.expert_id, known.request_id) not in planned
    ]


def value_of(pair: Pair) -> str:
    """A pair as one value of a form; ids have no slash."""
    return f"{pair.expert_id}/{pair.request_id}"


def pair_of(value: str) -> Pair:
    """The pair that a value stands for; whether there is such a pair is for the use case to say."""
    expert_id, _, request_id = value.partition("/")
    return Pair(expert_id, request_id)


def _state(known: Approval | None) -> tuple[str, str]:
    if known is None:
        return ("未承認", "plain")
    return ("承認済み", "done") if known.offer_id else ("承認できません", "stop")
