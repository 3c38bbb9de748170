"""How an expert is asked, answers, or lets the deadline pass, and how letters leave."""

import re

from chalicelib.domain.identity import Role
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.approve_offer import approve_offer, offer_directly
from chalicelib.service.counter_offer import counter_offer
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.keep_deadlines import keep_deadlines
from chalicelib.service.office import Office
from chalicelib.service.open_offer import open_by_code, open_by_token
from chalicelib.service.recall_offer import recall_offer
from chalicelib.service.shortlist_experts import prefer_experts, shortlist_experts
from tests.builders import CLERK, OZU, SECRETARIAT, UCHIKO, a_request, a_user, an_expert, clock, engage, mails
from tests.faults.use_case import OFFICE, Deed, UseCase, in_review, sent
from tests.service.journeys import last_token, offered, send_all

NETWORK = "198.51.100.7"
SHORT_CODE = re.compile(r"短いコード (\w{8})")
HANAKO = a_user(Role.MUNICIPALITY, municipality=UCHIKO)


def approving(office: Office) -> Deed:
    """The town has put them in order."""
    request = in_review(office)
    shortlist_experts(office, SECRETARIAT, request.id)
    prefer_experts(office, CLERK, request.id, order=("e02", "e01"))
    return lambda office: approve_offer(office, OFFICE, request.id, expert_id="e02")


def offering(office: Office) -> Deed:
    """It is urgent."""
    request = a_request(office)
    engage(office, an_expert())
    return lambda office: offer_directly(office, OFFICE, request.id, expert_id="e01", reason="急ぎのため")


def accepting(office: Office) -> Deed:
    """An expert has the mail; the request has no further place."""
    _, _, token = sent(office)
    return lambda office: accept_offer(office, open_by_token(office, token))


def accepting_the_first_place(office: Office) -> Deed:
    """An expert has the mail; the joint request wants one more."""
    engage(office, an_expert(), an_expert("見本 二郎"))
    offered(office, a_request(office, also=(OZU,), places=2), "e01")
    send_all(office)
    token = last_token(office)
    return lambda office: accept_offer(office, open_by_token(office, token))


def declining(office: Office) -> Deed:
    """An expert has the mail, another could be asked."""
    _, _, token = sent(office)
    return lambda office: decline_offer(office, open_by_token(office, token), note="先約あり")


def countering(office: Office) -> Deed:
    """An expert has the mail, and less time."""
    _, _, token = sent(office)
    return lambda office: counter_offer(office, open_by_token(office, token), months={"2027-01": 2}, note="1月から")


def typing_a_code(office: Office) -> Deed:
    """The link died on its way, the code did not."""
    request_id, _, _ = sent(office)
    number = office.cases.case(request_id).request.number or ""
    (code,) = {word for _, wording, _ in mails(office) for word in SHORT_CODE.findall(wording.text)}
    return lambda office: open_by_code(office, number, code, network=NETWORK)


def recalling(office: Office) -> Deed:
    """Plans have changed."""
    request_id, offer_id, _ = sent(office)
    return lambda office: recall_offer(office, OFFICE, request_id, offer_id, reason="変更")


def reminding(office: Office) -> Deed:
    """Two days have passed."""
    sent(office)
    clock(office).move(days=2)
    return keep_deadlines


def expiring(office: Office) -> Deed:
    """A week has passed."""
    sent(office)
    clock(office).move(days=7)
    return keep_deadlines


USE_CASES = (
    UseCase(approve_offer, approving),
    UseCase(offer_directly, offering),
    UseCase(accept_offer, accepting, "last place"),
    UseCase(accept_offer, accepting_the_first_place, "one of two places"),
    UseCase(decline_offer, declining),
    UseCase(counter_offer, countering),
    UseCase(open_by_code, typing_a_code),
    UseCase(recall_offer, recalling),
    UseCase(keep_deadlines, reminding, "reminder"),
    UseCase(keep_deadlines, expiring, "expiry"),
)
