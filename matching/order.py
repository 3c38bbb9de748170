"""Rank: who fits one request, in which order, and who cannot serve it."""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter, itemgetter

from matching.candidate import Candidate
from matching.checks import at_least, distinct
from matching.need import Need
from matching.parameters import DEFAULT, Parameters
from matching.parts import Measures
from matching.ranking import Excluded, Ranked, Ranking
from matching.reason import Reason
from matching.rules import RULES

Reasons = Mapping[str, tuple[Reason, ...]]
"""Reasons by expert id."""


def rank(
    need: Need, candidates: Iterable[Candidate], parameters: Parameters = DEFAULT, *, explained: int = 10
) -> Ranking:
    """Rank by score, then fewer half-days engaged, then id, keeping the facts of the `explained` best.

    Two candidates of one id are a Fault.
    """
    pool = sorted(candidates, key=attrgetter("id"))
    distinct("candidates", [candidate.id for candidate in pool])
    at_least("explained", explained, low=0)
    standing, waived = _broken_rules(need, pool)
    eligible = [candidate for candidate in pool if candidate.id not in standing]
    ranked = _ordered(eligible, Measures.of(need, parameters), waived=waived, explained=explained)
    return Ranking(ranked, tuple(Excluded(expert, standing[expert]) for expert in sorted(standing)))


def _broken_rules(need: Need, pool: Sequence[Candidate]) -> tuple[Reasons, Reasons]:
    standing: dict[str, tuple[Reason, ...]] = {}
    waived: dict[str, tuple[Reason, ...]] = {}
    for rule in RULES:
        for expert, reason in rule(need, pool):
            side = waived if (expert, reason.rule) in need.waived else standing
            side[expert] = (*side.get(expert, ()), reason)
    return standing, waived


def _ordered(by_id: Sequence[Candidate], measures: Measures, *, waived: Reasons, explained: int) -> tuple[Ranked, ...]:
    parts = measures.parts(by_id)
    rows = list(zip(measures.scores(parts), parts, by_id, strict=True))
    # Sorting is stable: the last sort counts first, and the ids, in order from the start, decide what is left.
    rows.sort(key=lambda row: row[2].engaged)
    rows.sort(key=itemgetter(0), reverse=True)
    ranked = [
        Ranked(candidate.id, place, score, its_parts, candidate.engaged, waived.get(candidate.id, ()))
        for place, (score, its_parts, candidate) in enumerate(rows, start=1)
    ]
    for place, (_, _, candidate) in enumerate(rows[:explained]):
        ranked[place] = ranked[place]._replace(facts=measures.facts(candidate))
    return tuple(ranked)
