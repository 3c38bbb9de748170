"""Rank the experts for a request, and keep the receipt that proves it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import matching
from chalicelib.domain.case import Case
from chalicelib.domain.expert import Expert
from chalicelib.domain.receipt import Receipt
from chalicelib.service.candidates import candidates_for, need_of
from chalicelib.service.office import Office
from chalicelib.service.tune_parameters import parameters_in_force
from matching import Parameters, Ranking

# More than anybody reads: the rest are ranked all the same, but not put into sentences.
EXPLAINED = 30


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ranking with the parameters it was made with, the experts it is about by id, and its receipt."""

    ranking: Ranking
    parameters: Parameters
    experts: Mapping[str, Expert]
    receipt: Receipt

    @property
    def order(self) -> tuple[str, ...]:
        """Ids of the eligible experts, best first."""
        return tuple(entry.expert for entry in self.ranking.ranked)

    def reasons_against(self, words: Mapping[str, str]) -> tuple[str, ...]:
        """In Japanese, why each excluded expert cannot come; without names, for people who must not know them."""
        sentences = {
            reason.sentence(words=words, language="ja")
            for excluded in self.ranking.excluded
            for reason in excluded.reasons
        }
        return tuple(sorted(sentences))


def rank_candidates(
    office: Office,
    case: Case,
    *,
    experts: Sequence[Expert] | None = None,
    months: Mapping[str, int] | None = None,
    waived: frozenset[tuple[str, str]] = frozenset(),
) -> Ranked:
    """Rank all experts as they stand now; `months` and `waived` as in `need_of`."""
    experts = office.experts.experts() if experts is None else experts
    months = months or case.request.asked.months
    need = need_of(case.request, months=months, waived=waived)
    candidates, parameters = candidates_for(office, case.request, experts, months=months), parameters_in_force(office)
    ranking = matching.rank(need, candidates, parameters, explained=EXPLAINED)
    words = office.profile.words()
    shown = {
        entry.expert: matching.sentences(entry, words=words, language="ja") for entry in ranking.ranked[:EXPLAINED]
    }
    document = matching.receipt.issue(need, candidates, ranking, parameters, shown=shown)
    receipt = Receipt(office.identifier("s"), case.request.id, office.now(), document)
    return Ranked(ranking, parameters, {expert.id: expert for expert in experts}, receipt)
