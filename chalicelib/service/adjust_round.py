"""The secretariat adjusts a round: pairs to hold, pairs to leave out, and how even-handed the plan has to be."""

from collections.abc import Sequence

from chalicelib.domain.case import Deed
from chalicelib.domain.errors import InvalidContent
from chalicelib.domain.identity import Actor
from chalicelib.domain.lifecycle import advance
from chalicelib.domain.plan import Pair, Wishes
from chalicelib.domain.round import Round
from chalicelib.service.begin_round import PATIENCE, require_floor
from chalicelib.service.office import Office, settled


@settled
def adjust_round(office: Office, actor: Actor, round_id: str, *, wishes: Wishes, version: int | None = None) -> Round:
    """Have the round planned anew with these wishes, which replace the earlier ones."""
    whole = office.rounds.round(round_id)
    whole.require(version)
    require_floor(wishes.floor)
    _require_pairs(office, whole, "pins", wishes.pins)
    _require_pairs(office, whole, "forbids", wishes.forbids)
    if set(wishes.pins) & set(wishes.forbids):
        raise InvalidContent({"forbids": "同じ組み合わせを、固定と除外の両方には指定できません"})
    facts = {"pins": _listed(wishes.pins), "forbids": _listed(wishes.forbids), "floor": str(wishes.floor)}
    deed = Deed(actor, "round:adjusted", office.now(), facts=facts)
    queued = advance(whole, "adjust", wishes=wishes, trouble="", due=office.now() + PATIENCE)
    change = whole.changed(deed, queued)
    office.rounds.commit(change)
    return change.round


def _require_pairs(office: Office, whole: Round, name: str, pairs: Sequence[Pair]) -> None:
    """InvalidContent unless each pair is of a request of this round and an expert there is, and none stands twice."""
    experts = {expert.id for expert in office.experts.experts()}
    requests = {chosen.id for chosen in whole.requests}
    if len(set(pairs)) < len(pairs) or not all(e in experts and r in requests for e, r in pairs):
        raise InvalidContent({name: "この割当の依頼と専門官から、重ならないように選んでください"})


def _listed(pairs: Sequence[Pair]) -> str:
    return " ".join(f"{pair.expert_id}/{pair.request_id}" for pair in pairs)
