"""What the mail service says became of a letter, and which word counts when it says several.

Its words come late, twice and in any order. What counts depends on what was said alone, never on the order in which
it was heard: a complaint outweighs all else, an end outweighs a delay, and of two ends the later one counts.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from chalicelib.domain.letter import Letter

EVER = datetime.min.replace(tzinfo=UTC)
FINALITY = {"soft_bounced": 1, "delivered": 2, "bounced": 2, "complained": 3}
# Of two ends in the same instant, the one that needs a hand.
ENDS = ("soft_bounced", "delivered", "bounced", "complained")


class Outcome(StrEnum):
    """What became of a letter; the value is the step it takes the letter."""

    DELIVERED = "deliver"
    DELAYED = "soft_bounce"
    BOUNCED = "bounce"
    COMPLAINED = "complain"

    @property
    def state(self) -> str:
        """The state of a letter it became of."""
        return ENDS[(Outcome.DELAYED, Outcome.DELIVERED, Outcome.BOUNCED, Outcome.COMPLAINED).index(self)]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One word about one letter, which is known by what it is about and its id.

    `trouble` is why it did not arrive, as in `Letter`; `lasting` when nothing more should be sent to its address.
    """

    about: str
    letter_id: str
    outcome: Outcome
    at: datetime
    trouble: str = ""
    lasting: bool = False

    def is_news_of(self, letter: Letter) -> bool:
        """Whether it counts more than all that was said before; never for what was heard already, or never tried."""
        return letter.attempts > 0 and _weight(self.outcome.state, self.at) > _weight(letter.state, letter.told_at)


def _weight(state: str, at: datetime | None) -> tuple[int, datetime, int]:
    return FINALITY.get(state, 0), at or EVER, ENDS.index(state) if state in ENDS else -1
