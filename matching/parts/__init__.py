"""The four parts of a score, one a file: each has its formula, its facts and its sentence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import NamedTuple, Self

from matching.candidate import Candidate
from matching.need import Need
from matching.parameters import Parameters, Weights
from matching.parts.avail import Avail, AvailFacts
from matching.parts.known import Known, KnownFacts
from matching.parts.place import Place, PlaceFacts
from matching.parts.skill import Skill, SkillFacts
from matching.sentence import Language

PART_NAMES: Mapping[Language, Mapping[str, str]] = {
    "ja": {"skill": "専門性", "avail": "日程", "place": "移動", "known": "実績"},
    "en": {"skill": "skill", "avail": "availability", "place": "place", "known": "known"},
}
"""What the parts are called, by language."""


# Parts, Ranked and Excluded are named tuples: a ranking makes thousands, and a frozen dataclass takes thrice as long.
class Parts(NamedTuple):
    """The four parts of a score, each per mille."""

    skill: int
    avail: int
    place: int
    known: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What each part was computed from."""

    skill: SkillFacts
    avail: AvailFacts
    place: PlaceFacts
    known: KnownFacts


@dataclass(frozen=True, slots=True)
class Measures:
    """The four measures, made once for a need and applied to every expert."""

    skill: Skill
    avail: Avail
    place: Place
    known: Known
    weights: Weights

    @classmethod
    def of(cls, need: Need, parameters: Parameters) -> Self:
        """The measures of this need."""
        return cls(Skill.of(need), Avail.of(need), Place.of(need, parameters), Known(), parameters.weights)

    def parts(self, candidates: Sequence[Candidate]) -> list[Parts]:
        """The parts of every expert's score."""
        measures = (self.skill, self.avail, self.place, self.known)
        columns = [measure.values(candidates) for measure in measures]
        return list(map(Parts._make, zip(*columns, strict=True)))

    def scores(self, parts: Iterable[Parts]) -> list[int]:
        """score = Σ weight · part // Σ weight, per mille, for every expert's parts."""
        by_skill, by_avail, by_place, by_known = astuple(self.weights)
        total = self.weights.total
        return [
            (by_skill * skill + by_avail * avail + by_place * place + by_known * known) // total
            for skill, avail, place, known in parts
        ]

    def facts(self, candidate: Candidate) -> Facts:
        """The facts behind an expert's parts."""
        return Facts(
            self.skill.facts(candidate),
            self.avail.facts(candidate),
            self.place.facts(candidate),
            self.known.facts(candidate),
        )
