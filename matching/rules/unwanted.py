"""A municipality may ask that somebody does not come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from matching.candidate import Candidate
from matching.need import Need
from matching.reason import Reason, RuleName
from matching.sentence import Words


@dataclass(frozen=True, slots=True)
class NotWanted(Reason):
    """The municipality asked for somebody else."""

    rule: ClassVar[RuleName] = "unwanted"

    def _japanese(self, words: Words) -> str:
        return "依頼元の市町が、別の専門官を希望している"

    def _english(self, words: Words) -> str:
        return "The municipality asked for somebody else"


def unwanted(need: Need, candidates: Iterable[Candidate]) -> Iterator[tuple[str, NotWanted]]:
    """Nobody comes who was asked not to."""
    for candidate in candidates:
        if candidate.id in need.unwanted:
            yield candidate.id, NotWanted()
