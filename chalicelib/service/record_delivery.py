"""What the mail service says became of a letter is put on record, however late, often and disordered it comes."""

from chalicelib.domain.delivery import Delivery, Outcome
from chalicelib.domain.errors import NotFound
from chalicelib.domain.letter import Letter, LetterStep
from chalicelib.domain.lifecycle import LETTER, advance
from chalicelib.service.figures import Figure
from chalicelib.service.offer_clock import take_step
from chalicelib.service.office import Office, settled
from chalicelib.service.undelivered import BARRED_FOR, note_undelivered

BAD_ENDS = {Outcome.BOUNCED: Figure.LETTERS_BOUNCED, Outcome.COMPLAINED: Figure.LETTERS_COMPLAINED}


@settled
def record_delivery(office: Office, delivery: Delivery) -> bool:
    """Take the letter where this word leads; False when there is no such letter, or when it is no news."""
    try:
        letter = office.letters.letter(delivery.about, delivery.letter_id)
    except NotFound:
        return False
    if not delivery.is_news_of(letter):
        return False
    with office.logbook.following(letter.reference):
        _record(office, letter, delivery)
    return True


def _record(office: Office, letter: Letter, delivery: Delivery) -> None:
    if LETTER.allows(letter.state, "confirm"):
        letter = _confirmed(office, letter)
    _keep_address(office, letter, delivery)
    step = LetterStep(letter, _after(letter, delivery))
    if delivery.outcome in (Outcome.BOUNCED, Outcome.COMPLAINED):
        note_undelivered(office, step)
    else:
        take_step(office, step)
    office.logbook.note(step.after.state, letter)
    if figure := BAD_ENDS.get(delivery.outcome):
        office.logbook.measure(figure, 1)


def _confirmed(office: Office, letter: Letter) -> Letter:
    """The letter as sent: the mail service speaks of it before its sender could, or although nobody knew."""
    take_step(office, LetterStep(letter, advance(letter, "confirm", sent_at=letter.tried_at)))
    return office.letters.letter(letter.about, letter.id)


def _after(letter: Letter, delivery: Delivery) -> Letter:
    trouble = delivery.trouble or letter.trouble
    return advance(letter, delivery.outcome.value, told_at=delivery.at, trouble=trouble)


def _keep_address(office: Office, letter: Letter, delivery: Delivery) -> None:
    if delivery.lasting:
        office.addresses.bar(letter.to, until=office.now() + BARRED_FOR)
    elif delivery.outcome is Outcome.DELIVERED and letter.state == "bounced":
        office.addresses.admit(letter.to)
