"""What a ranking says: who fits, in which order, and who is excluded, each with the reasons."""

from dataclasses import dataclass
from typing import NamedTuple

from matching.errors import NotExplained
from matching.parts import Facts, Parts
from matching.reason import Reason
from matching.sentence import Language, Words


class Ranked(NamedTuple):
    """An eligible expert: rank from 1, score and parts per mille, half-days engaged (fewer win a tie), the reasons that
    the secretariat has waived, and the facts behind the parts, kept for the explained best only.
    """

    expert: str
    rank: int
    score: int
    parts: Parts
    engaged: int
    waived: tuple[Reason, ...]
    facts: Facts | None = None


class Excluded(NamedTuple):
    """An expert who cannot serve the need, with all reasons that are not waived."""

    expert: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The eligible, best first, and the excluded, by id."""

    ranked: tuple[Ranked, ...]
    excluded: tuple[Excluded, ...]


def sentences(ranked: Ranked, *, words: Words, language: Language) -> tuple[str, ...]:
    """Why: one sentence for skill, avail, place and known each. NotExplained if the facts were not kept."""
    facts = ranked.facts
    if facts is None:
        raise NotExplained(f"{ranked.expert} has rank {ranked.rank}: rank with explained={ranked.rank} or more")
    spoken = (facts.skill, facts.avail, facts.place, facts.known)
    return tuple(part.sentence(words=words, language=language) for part in spoken)
