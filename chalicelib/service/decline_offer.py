"""An expert declines: the next candidate is proposed to the secretariat, never asked by itself."""

from chalicelib.service.answering import answerable, answered, deed, told
from chalicelib.service.figures import Figure, measure_answer
from chalicelib.service.next_candidate import staged
from chalicelib.service.office import Office, settled
from chalicelib.service.open_offer import OpenedOffer


@settled
def decline_offer(office: Office, opened: OpenedOffer, *, note: str = "") -> None:
    """Decline; AnswerTooLate when it was answered or taken back before."""
    case, offer = answerable(office, opened)
    offer = answered(office, opened, offer, "decline", note)
    declined = deed(office, opened, "offer:declined", note)
    office.cases.commit(staged(office, case, offer, declined, told(office, opened, "decline", note)))
    measure_answer(office, offer, Figure.OFFERS_DECLINED)
