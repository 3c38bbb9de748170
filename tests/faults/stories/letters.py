"""How letters leave, and what becomes of them."""

from chalicelib.domain.delivery import Delivery, Outcome
from chalicelib.domain.identity import Role
from chalicelib.domain.letter import Letter
from chalicelib.service.note_answer import note_answer
from chalicelib.service.office import Office
from chalicelib.service.record_delivery import record_delivery
from chalicelib.service.send_again import send_again
from chalicelib.service.send_letters import send_due_letters, send_letter
from chalicelib.service.sign_in import begin_sign_in
from tests.builders import UCHIKO, a_user
from tests.faults.use_case import OFFICE, Deed, UseCase, in_review, sent
from tests.service.journeys import offered

NETWORK = "198.51.100.7"
HANAKO = a_user(Role.MUNICIPALITY, municipality=UCHIKO)


def sweeping(office: Office) -> Deed:
    """An offer and a code wait to be sent."""
    offered(office, in_review(office), "e01")
    office.doors.save_user(HANAKO)
    begin_sign_in(office, HANAKO.email, network=NETWORK)
    return send_due_letters


def sending(office: Office) -> Deed:
    """The stream brings an offer."""
    offered(office, in_review(office), "e01")
    (letter,) = (letter for letter in office.letters.due(office.now()) if letter.notice == "offer")
    return lambda office: send_letter(office, letter.about, letter.id)


def asking(office: Office) -> Letter:
    """The letter with an offer, sent."""
    request_id, _, _ = sent(office)
    (letter,) = (letter for letter in office.letters.about(request_id) if letter.notice == "offer")
    return letter


def bounced(office: Office) -> Delivery:
    """That it did not arrive."""
    letter = asking(office)
    return Delivery(letter.about, letter.id, Outcome.BOUNCED, office.now(), trouble="bounced", lasting=True)


def hearing_of_arrival(office: Office) -> Deed:
    """The mail service says that an offer arrived."""
    letter = asking(office)
    arrived = Delivery(letter.about, letter.id, Outcome.DELIVERED, office.now())
    return lambda office: record_delivery(office, arrived)


def hearing_of_a_bounce(office: Office) -> Deed:
    """The mail service says that an offer did not arrive, and never will."""
    said = bounced(office)
    return lambda office: record_delivery(office, said)


def sending_again(office: Office) -> Deed:
    """The expert was reached by telephone, and has another address."""
    said = bounced(office)
    record_delivery(office, said)
    offer_id = f"{said.about}.01"
    return lambda office: send_again(office, OFFICE, said.about, offer_id, email="anew@experts.example.jp")


def answering_by_telephone(office: Office) -> Deed:
    """The expert was reached by telephone, and says yes."""
    said = bounced(office)
    record_delivery(office, said)
    offer_id = f"{said.about}.01"
    return lambda office: note_answer(office, OFFICE, said.about, offer_id, answer="accept", note="電話で承諾")


USE_CASES = (
    UseCase(send_due_letters, sweeping),
    UseCase(send_letter, sending, "offer"),
    UseCase(record_delivery, hearing_of_arrival, "delivered"),
    UseCase(record_delivery, hearing_of_a_bounce, "bounced"),
    UseCase(send_again, sending_again),
    UseCase(note_answer, answering_by_telephone),
)
