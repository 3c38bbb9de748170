"""A past decision that other parameters would have made differently, in words."""

from dataclasses import dataclass

from chalicelib.service.replay_decisions import Replayed, Scores
from chalicelib.web.phrases import per_mille
from chalicelib.web.rounds.lines import People
from chalicelib.web.rounds.terms import points


@dataclass(frozen=True, slots=True)
class Difference:
    """A decision that would have been different: who stood first, who would, and by how much the scores move."""

    id: str
    number: str
    title: str
    before: str
    after: str
    change: str


def difference(replayed: Replayed, people: People) -> Difference:
    """A replayed decision in words."""
    return Difference(
        id=replayed.request.id,
        number=replayed.request.number or "",
        title=replayed.request.title,
        before=_standing(replayed.first_before, replayed, people),
        after=_standing(replayed.first_after, replayed, people),
        change=points(_lead(replayed.after, replayed) - _lead(replayed.before, replayed)),
    )


def _standing(expert_id: str | None, replayed: Replayed, people: People) -> str:
    if expert_id is None:
        return "なし"
    before, after = (per_mille(scores[expert_id]) for scores in (replayed.before, replayed.after))
    return f"{people.get(expert_id, expert_id)}（{before}→{after}）"


def _lead(scores: Scores, replayed: Replayed) -> int:
    """By how much who would be first leads who was first, in these scores."""
    first, was = replayed.first_after, replayed.first_before
    return scores[first] - scores[was] if first and was else 0
