"""What left the house: a mail for each sent letter, and a second one only where it says so."""

from collections import Counter
from collections.abc import Sequence

from chalicelib.domain.letter import Letter
from chalicelib.service.office import Office
from tests.builders import mails

LEFT = ("sent", "delivered", "soft_bounced", "complained")
WAITING = ("queued", "sending", "uncertain")


def letters_and_mails_agree(office: Office, letters: Sequence[Letter]) -> None:
    """A letter that counts as sent was mailed; none was mailed more often than it was leased, or twice in silence."""
    mailed = Counter(tag for _, _, tag in mails(office))
    for letter in letters:
        assert mailed[letter.id] <= letter.attempts
        assert mailed[letter.id] <= 1 + letter.facts.get("repeated", 0), f"{letter.notice} was sent twice in silence"
        assert mailed[letter.id] >= 1 or letter.state not in LEFT, f"{letter.notice} never left"


def waiting(letters: Sequence[Letter]) -> list[str]:
    """Notice and state of every letter that has not come to its end."""
    return [f"{letter.notice} is {letter.state}" for letter in letters if letter.state in WAITING]
