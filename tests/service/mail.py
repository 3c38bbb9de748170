"""What tests say of mail: how it fails to leave, and what the mail service says became of it."""

from datetime import timedelta

from chalicelib.domain.delivery import Delivery, Outcome
from chalicelib.domain.letter import Letter
from chalicelib.domain.request import Request
from chalicelib.service.office import Office
from chalicelib.service.record_delivery import record_delivery

TROUBLES = {Outcome.BOUNCED: "bounced", Outcome.COMPLAINED: "complained"}


def fail(office: Office, *failures: Exception) -> None:
    """The next mails meet these failures."""
    office.mailer().failures.extend(failures)  # type: ignore[attr-defined]


def the_letter(office: Office, request: Request, notice: str = "offer") -> Letter:
    """The request's one letter of this notice."""
    (letter,) = (letter for letter in office.letters.about(request.id) if letter.notice == notice)
    return letter


def word(office: Office, letter: Letter, outcome: Outcome, *, after: float = 1) -> Delivery:
    """What the mail service says of a letter, `after` some seconds."""
    at = office.now() + timedelta(seconds=after)
    lasting = outcome in TROUBLES
    return Delivery(letter.about, letter.id, outcome, at, TROUBLES.get(outcome, ""), lasting)


def bounced(office: Office, letter: Letter) -> Letter:
    """The letter, once the mail service has said that its address does not exist."""
    record_delivery(office, word(office, letter, Outcome.BOUNCED))
    return office.letters.letter(letter.about, letter.id)
