"""An offer's clock: it begins with the letter that asks for an answer, and stands still while that cannot arrive."""

from datetime import datetime

from chalicelib.domain.case import Deed
from chalicelib.domain.identity import SYSTEM
from chalicelib.domain.letter import Letter, LetterStep
from chalicelib.domain.lifecycle import OFFER, advance
from chalicelib.domain.offer import Offer
from chalicelib.service.figures import measure_first_offer
from chalicelib.service.letters import to_municipality
from chalicelib.service.office import Office, settled


def terms(office: Office, at: datetime) -> tuple[datetime, datetime]:
    """Deadline and reminder of an offer whose letter is given to the mail service at this moment."""
    deadline = office.working_days.deadline(at, office.profile.answer_working_days)
    return deadline, max(office.working_days.reminder(deadline), at)


@settled
def note_sent(office: Office, step: LetterStep) -> None:
    """Put on record that a letter was sent; what became of it meanwhile may be on record already, and stays."""
    if untouched(office, step.before):
        take_step(office, step)


def untouched(office: Office, letter: Letter) -> bool:
    """Whether nobody else has taken the letter on."""
    return office.letters.letter(letter.about, letter.id).mark == letter.mark


def take_step(office: Office, step: LetterStep) -> None:
    """Write a letter's step, with its offer's clock when it shows that an offer's letter has left; LostRace."""
    asks = step.after.notice == "offer" and step.after.state in ("sent", "delivered")
    if not asks or not _begun(office, step):
        office.letters.step(step.before, step.after)


def started(office: Office, offer: Offer, letter: Letter) -> Offer | None:
    """The offer with its clock running since its letter left; None when it was answered, recalled or sent before.

    None, too, for one that came back and arrives when its time is over: it stays with the secretariat.
    """
    tried_at = letter.tried_at or office.now()
    deadline, reminder = terms(office, tried_at)
    if not OFFER.allows(offer.state, "send") or (offer.undelivered and deadline < office.now()):
        return None
    return advance(offer, "send", sent_at=tried_at, deadline=deadline, due=reminder, bounced_at=None)


def _begun(office: Office, step: LetterStep) -> bool:
    """Whether the step was written together with the clock that it starts."""
    letter = step.after
    case = office.cases.case(letter.about)
    offer = case.offer(letter.offer_id or "")
    sent = started(office, offer, letter)
    if sent is None or sent.deadline is None:
        return False
    deed = Deed(SYSTEM, "offer:sent", office.now(), facts={"offer": offer.id, "letter": letter.id})
    facts = {"expert": letter.facts["expert"], "deadline": sent.deadline.isoformat()}
    # The town was told when it left for the first time.
    letters = () if offer.undelivered else to_municipality(office, case, "offer_sent", **facts)
    office.cases.commit(case.changed(deed, offers=(sent,), letters=letters, letter=step))
    measure_first_offer(office, case, sent)
    return True
