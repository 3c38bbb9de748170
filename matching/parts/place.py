"""How near the expert is to the place of work.

Minutes of travel count when the need asks for on-site work, and when it leaves the choice and the expert works in that
municipality, because visits are then to be expected. Otherwise the work is online, with one value for everybody.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Self

from matching.candidate import Candidate
from matching.need import Mode, Need
from matching.parameters import Parameters
from matching.sentence import Sayable, Words, named

Way = Literal["same", "travel", "unknown", "online"]


@dataclass(frozen=True, slots=True)
class PlaceFacts(Sayable):
    """The way to the place: based in the `same` municipality, `travel` in minutes, `unknown` minutes, or `online`."""

    way: Way
    place: str
    minutes: int | None

    def _japanese(self, words: Words) -> str:
        match self.way:
            case "same":
                return f"拠点が{named(self.place, words)}にある"
            case "travel":
                return f"車・船で約{self.minutes}分"
            case "unknown":
                return "移動時間の登録がないため、移動は0点"
            case "online":
                return "オンラインで支援する（移動なし）"

    def _english(self, words: Words) -> str:
        match self.way:
            case "same":
                return f"Based in {named(self.place, words)}"
            case "travel":
                return f"About {self.minutes} minutes by car and boat"
            case "unknown":
                return "No travel time is registered, so place is 0"
            case "online":
                return "Works online, without travel"


@dataclass(frozen=True, slots=True)
class Place:
    """place = the value of the same municipality, of the step of the travel table, or of online work."""

    mode: Mode
    place: str
    same_municipality: int
    limits: tuple[int, ...]
    worths: tuple[int, ...]
    online: int

    @classmethod
    def of(cls, need: Need, parameters: Parameters) -> Self:
        """The measure of this need; unknown minutes and those beyond the last step are worth 0."""
        limits = tuple(minutes for minutes, _ in parameters.travel)
        worths = (*(value for _, value in parameters.travel), 0)
        return cls(need.mode, need.place, parameters.same_municipality, limits, worths, parameters.online)

    def values(self, candidates: Iterable[Candidate]) -> list[int]:
        """The value of each, per mille."""
        return [self._value(candidate) for candidate in candidates]

    def facts(self, candidate: Candidate) -> PlaceFacts:
        """The way that the value was computed from."""
        return PlaceFacts(self._way(candidate), self.place, candidate.minutes)

    def _value(self, candidate: Candidate) -> int:
        if not self._on_site(candidate):
            return self.online
        if candidate.base == self.place:
            return self.same_municipality
        return 0 if candidate.minutes is None else self.worths[bisect_left(self.limits, candidate.minutes)]

    def _way(self, candidate: Candidate) -> Way:
        if not self._on_site(candidate):
            return "online"
        if candidate.base == self.place:
            return "same"
        return "unknown" if candidate.minutes is None else "travel"

    def _on_site(self, candidate: Candidate) -> bool:
        return self.mode == "on_site" or (self.mode == "either" and candidate.works_at(self.place))
