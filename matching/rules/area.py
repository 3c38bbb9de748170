"""The work is done on site, online, or in either way; the expert must offer a way that the need allows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from matching.candidate import Candidate
from matching.need import Mode, Need
from matching.reason import Reason, RuleName
from matching.sentence import Words, named


@dataclass(frozen=True, slots=True)
class OutOfReach(Reason):
    """How the work was to be done, and the municipality where it is."""

    rule: ClassVar[RuleName] = "area"
    mode: Mode
    place: str

    def _japanese(self, words: Words) -> str:
        match self.mode:
            case "on_site":
                return f"現地で活動できる地域に{named(self.place, words)}が入っていない"
            case "online":
                return "オンラインでの支援を受け付けていない"
            case "either":
                return f"現地で活動できる地域に{named(self.place, words)}が入らず、オンラインでの支援も受け付けていない"

    def _english(self, words: Words) -> str:
        match self.mode:
            case "on_site":
                return f"Does not work on site in {named(self.place, words)}"
            case "online":
                return "Does not work online"
            case "either":
                return f"Works neither on site in {named(self.place, words)} nor online"


def area(need: Need, candidates: Iterable[Candidate]) -> Iterator[tuple[str, OutOfReach]]:
    """On-site work needs the place among the expert's areas or as base, online work needs online, either needs one."""
    on_site, online = need.mode != "online", need.mode != "on_site"
    for candidate in candidates:
        if not ((online and candidate.online) or (on_site and candidate.works_at(need.place))):
            yield candidate.id, OutOfReach(need.mode, need.place)
