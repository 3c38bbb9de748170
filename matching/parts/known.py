"""Whether the expert knows the municipality."""

from collections.abc import Iterable
from dataclasses import dataclass

from matching.candidate import Candidate
from matching.parameters import FULL
from matching.sentence import Sayable, Words


@dataclass(frozen=True, slots=True)
class KnownFacts(Sayable):
    """How often the expert has served this municipality."""

    times: int

    def _japanese(self, words: Words) -> str:
        return f"この市町を担当したことがある（{self.times}回）" if self.times else "この市町を担当したことはない"

    def _english(self, words: Words) -> str:
        return f"Has served this municipality before ({self.times})" if self.times else "New to this municipality"


@dataclass(frozen=True, slots=True)
class Known:
    """known = 1000 if the expert has served this municipality before, else 0."""

    def values(self, candidates: Iterable[Candidate]) -> list[int]:
        """The value of each, per mille."""
        return [FULL if candidate.known else 0 for candidate in candidates]

    def facts(self, candidate: Candidate) -> KnownFacts:
        """The count that the value was computed from."""
        return KnownFacts(candidate.known)
