"""Steps that many tests take: an offer on its way, and the link that its mail carries."""

import re

from chalicelib.domain.request import Request
from chalicelib.service.answer_offer import OpenedOffer, open_by_token
from chalicelib.service.approve_offer import offer_directly
from chalicelib.service.office import Office
from chalicelib.service.send_letters import send_due_letters
from tests.builders import SECRETARIAT, mails

LINK = re.compile(r"/answer/([A-Za-z0-9_-]{22})")


def send_all(office: Office) -> None:
    """Send until the queue is empty: letters can bring further letters."""
    while send_due_letters(office):
        continue


def last_token(office: Office) -> str:
    """The token of the newest answer link that was mailed."""
    tokens = [found for _, wording, _ in mails(office) for found in LINK.findall(wording.text)]
    return str(tokens[-1])


def opened_by_link(office: Office, request: Request, expert_id: str) -> OpenedOffer:
    """Offer the request to the expert, mail the offer, and open its link."""
    offer_directly(office, SECRETARIAT, request.id, expert_id=expert_id, reason="急ぎのため")
    send_all(office)
    return open_by_token(office, last_token(office))
