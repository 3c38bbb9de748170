"""The candidates a municipality puts in order: who they are, and why each is one, from the stored receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import matching
from chalicelib.domain.profile import Profile
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.request import Request
from chalicelib.web.typed import Typed


@dataclass(frozen=True, slots=True)
class Candidate:
    """A shortlisted expert: rank from 1, score per mille, and a sentence for each part of it."""

    id: str
    name: str
    rank: int
    score: int
    reasons: Sequence[str]

    @property
    def option(self) -> tuple[str, str]:
        """As a choice of a select."""
        return self.id, self.name


def candidates_of(request: Request, receipt: Receipt, *, names: Mapping[str, str], profile: Profile) -> list[Candidate]:
    """The shortlist in its order, explained as the receipt explains it."""
    words = profile.words()
    ranked = {entry.expert: entry for entry in matching.receipt.replay(receipt.document).ranked}
    return [
        Candidate(
            expert_id,
            names[expert_id],
            ranked[expert_id].rank,
            ranked[expert_id].score,
            matching.sentences(ranked[expert_id], words=words, language="ja"),
        )
        for expert_id in request.shortlist
    ]


def order_typed(request: Request) -> Typed:
    """The order given before, as the form's selects hold it."""
    return Typed({f"order-{place}": (expert_id,) for place, expert_id in enumerate(request.preference, 1)})
