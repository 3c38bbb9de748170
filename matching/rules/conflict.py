"""Nobody advises where an own interest stands against it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from matching.candidate import Candidate
from matching.need import Need
from matching.reason import Reason, RuleName
from matching.sentence import Words


@dataclass(frozen=True, slots=True)
class ConflictOfInterest(Reason):
    """The conflicting interests, in words."""

    rule: ClassVar[RuleName] = "conflict"
    interests: tuple[str, ...]

    def _japanese(self, words: Words) -> str:
        return f"利害関係がある（{'、'.join(self.interests)}）"

    def _english(self, words: Words) -> str:
        return f"Conflict of interest: {', '.join(self.interests)}"


def conflict(need: Need, candidates: Iterable[Candidate]) -> Iterator[tuple[str, ConflictOfInterest]]:
    """No conflicting interest may be known."""
    for candidate in candidates:
        if candidate.conflicts:
            yield candidate.id, ConflictOfInterest(candidate.conflicts)
