"""The figures the service keeps of its own work. They count and measure, and name nobody."""

from enum import StrEnum

from chalicelib.domain.case import Case
from chalicelib.domain.offer import Offer
from chalicelib.service.office import Office

DAY = 24 * 60 * 60


class Figure(StrEnum):
    """Its name on the dashboard; those in days are `measured`, the others counted."""

    REQUESTS_SUBMITTED = "RequestsSubmitted"
    DAYS_TO_FIRST_OFFER = "DaysToFirstOffer"
    DAYS_TO_ANSWER = "DaysToAnswer"
    OFFERS_ACCEPTED = "OffersAccepted"
    OFFERS_DECLINED = "OffersDeclined"
    OFFERS_COUNTERED = "OffersCountered"
    OFFERS_EXPIRED = "OffersExpired"
    LETTERS_UNCERTAIN = "LettersUncertain"
    LETTERS_BOUNCED = "LettersBounced"
    LETTERS_COMPLAINED = "LettersComplained"
    LETTERS_STUCK = "LettersStuck"
    MAILS_PUT_OFF = "MailsPutOff"
    STORE_UNAVAILABLE = "StoreUnavailable"
    ANSWERS_FAILED = "AnswersFailed"

    @property
    def in_days(self) -> bool:
        """Whether it is a length of time, in days, rather than a number of things."""
        return self.value.startswith("Days")


def measure_first_offer(office: Office, case: Case, sent: Offer) -> None:
    """An offer of this case, as it was before, has just left: the first one ends the town's waiting.

    One whose mail came back asked nobody: sent again, it is measured again.
    """
    submitted = case.request.submitted_at
    if submitted and sent.sent_at and not any(offer.sent_at for offer in case.offers):
        office.logbook.measure(Figure.DAYS_TO_FIRST_OFFER, (sent.sent_at - submitted).total_seconds() / DAY)


def measure_answer(office: Office, offer: Offer, figure: Figure) -> None:
    """An expert has answered; how long it took is measured from when the offer left."""
    office.logbook.measure(figure, 1)
    if offer.sent_at and offer.answered_at:
        days = (offer.answered_at - offer.sent_at).total_seconds() / DAY
        office.logbook.measure(Figure.DAYS_TO_ANSWER, days)
