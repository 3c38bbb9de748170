"""How far the planning of a round has come, written down now and then for those who wait."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.domain.round import Progress
from chalicelib.service.office import Office

if TYPE_CHECKING:
    from matching.plan import Progress as Heard

EVERY_S = 1.0
# Whether a search is for the fairest worst utility or for the best score, these steps do not say: no gap is shown.
UNSCALED = ("search", "fairness")


@dataclass(slots=True)
class Noting:
    """Listens to the engine, which speaks often, and writes at most once a second."""

    office: Office
    round_id: str
    noted: float = -EVERY_S

    def hear(self, heard: "Heard") -> None:
        """Note it, unless something was noted just now."""
        if heard.seconds - self.noted >= EVERY_S:
            self.noted = heard.seconds
            gap = None if heard.step in UNSCALED else _per_mille(heard.objective, heard.bound)
            seconds = round(heard.seconds)
            self.office.rounds.note(Progress(self.round_id, self.office.now(), heard.step, seconds, gap))


def _per_mille(objective: float, bound: float) -> int:
    return round(1000 * (bound - objective) / max(1.0, abs(objective)))
