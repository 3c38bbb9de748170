"""A request that enters a round, and whom the ranking would send to it, at what score."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chalicelib.domain.case import Case
from chalicelib.domain.expert import Expert
from chalicelib.service.office import Office
from chalicelib.service.rank_candidates import Ranked, rank_candidates
from matching import Ranking


@dataclass(frozen=True, slots=True)
class Entrant:
    """A request still to be served, with its rankings: of all experts, then of each whose own terms are proposed."""

    case: Case
    rankings: tuple[Ranked, ...]

    @property
    def id(self) -> str:
        """The request's id."""
        return self.case.request.id

    @property
    def scores(self) -> dict[str, int]:
        """The score of everybody who may be sent: nobody is asked twice for one request, except on their own terms."""
        scores, asked = scores_of(ranked.ranking for ranked in self.rankings), self.case.asked_before
        return {expert: score for expert, score in scores.items() if expert not in asked}


def scores_of(rankings: Iterable[Ranking]) -> dict[str, int]:
    """Scores by eligible expert; a later ranking replaces what an earlier one says of the same experts."""
    scores: dict[str, int] = {}
    for ranking in rankings:
        for excluded in ranking.excluded:
            scores.pop(excluded.expert, None)
        scores |= {entry.expert: entry.score for entry in ranking.ranked}
    return scores


def entrant_of(office: Office, case: Case, experts: Sequence[Expert]) -> Entrant:
    """The request's entry, with the experts as they stand now."""
    asked = case.request.asked.months
    own = {offer.expert_id for offer in case.in_state("proposed") if offer.months != asked}
    rankings = [rank_candidates(office, case, experts=experts)]
    for expert in experts:
        if expert.id in own:
            months = case.months_for(expert.id)
            rankings.append(rank_candidates(office, case, experts=[expert], months=months))
    return Entrant(case, tuple(rankings))
