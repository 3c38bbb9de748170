"""Steps that many tests take, and what they look at afterwards: who was told, and that a refusal changed nothing."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from chalicelib.domain.errors import Rejected
from chalicelib.domain.offer import Offer
from chalicelib.domain.request import Request
from chalicelib.domain.session import SupportSession
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.approve_offer import offer_directly
from chalicelib.service.office import Office
from chalicelib.service.open_offer import OpenedOffer, open_by_token
from chalicelib.service.record_session import record_session
from chalicelib.service.send_letters import send_due_letters
from tests.builders import CLERK, SECRETARIAT, a_request, an_account, mails

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
    offered(office, request, expert_id)
    send_all(office)
    return open_by_token(office, last_token(office))


def engaged(office: Office, expert_id: str = "e01", **changes: Any) -> Request:
    """A request whose expert has accepted to come in December; changes are of its content."""
    request = a_request(office, **{"months": {"2026-12": 2}, **changes})
    accept_offer(office, opened_by_link(office, request, expert_id))
    return office.cases.case(request.id).request


def recorded(office: Office, request: Request, **changes: Any) -> SupportSession:
    """A session of the request's first offer on record."""
    offer_id = office.cases.case(request.id).offers[0].id
    return record_session(office, CLERK, request.id, offer_id=offer_id, account=an_account(**changes))


def offered(office: Office, request: Request, expert_id: str, **more: Any) -> Offer:
    """An approved offer, whose mail has not left yet."""
    return offer_directly(office, SECRETARIAT, request.id, expert_id=expert_id, reason="急ぎのため", **more)


def states(office: Office, request: Request) -> tuple[str, list[tuple[str, str]]]:
    """The request's state, and each of its offers as (expert, state)."""
    case = office.cases.case(request.id)
    return case.request.state, [(offer.expert_id, offer.state) for offer in case.offers]


@contextmanager
def telling(office: Office, about: str) -> Iterator[list[tuple[str, str]]]:
    """Collects (notice, address before the @) of every letter that the block puts into the queue."""
    before = {letter.id for letter in office.letters.about(about)}
    told: list[tuple[str, str]] = []
    yield told
    written = (letter for letter in office.letters.about(about) if letter.id not in before)
    told += sorted((letter.notice, letter.to.partition("@")[0]) for letter in written)


@contextmanager
def refused(office: Office, request_id: str, error: type[Rejected]) -> Iterator[pytest.ExceptionInfo[Any]]:
    """The block is refused with this error, and nothing at all has changed."""
    before = _everything(office, request_id)
    with pytest.raises(error) as caught:
        yield caught
    assert _everything(office, request_id) == before


def _everything(office: Office, request_id: str) -> tuple[Any, ...]:
    case = office.cases.case(request_id)
    return case, office.cases.events(request_id), office.letters.about(request_id), office.experts.experts()
