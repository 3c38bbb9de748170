"""Offers on their way to an expert, for tests of the answer pages."""

import re
from copy import deepcopy
from dataclasses import fields
from typing import Any

from chalicelib.adapters.memory import MemoryCases
from chalicelib.domain.offer import Offer
from chalicelib.service.approve_offer import offer_directly
from chalicelib.service.office import Office
from tests.builders import SECRETARIAT, a_request, an_expert, engage, mails
from tests.service.journeys import last_token, send_all


def experts(office: Office) -> None:
    """Two who fit."""
    engage(office, an_expert(), an_expert("例示 二郎", email="jiro@experts.example.jp"))


def offered(office: Office, expert_id: str = "e01", **changes: Any) -> str:
    """Ask the expert about a new request; the path of the link that was mailed."""
    request = a_request(office, **changes)
    offer_directly(office, SECRETARIAT, request.id, expert_id=expert_id, reason="急ぎのため")
    send_all(office)
    return f"/answer/{last_token(office)}"


def short_code(office: Office) -> str:
    """The newest short code that was mailed."""
    codes = [code for _, wording, _ in mails(office) for code in re.findall(r"短いコード (\w{8})", wording.text)]
    return str(codes[-1])


def offers(office: Office) -> list[Offer]:
    """Every offer there is, oldest first."""
    found = drawers(office)["offers"]
    return sorted((offer for case in found.values() for offer in case.values()), key=lambda offer: offer.id)


def drawers(office: Office) -> dict[str, Any]:
    """A copy of every record that cases, experts and letters keep."""
    assert isinstance(office.cases, MemoryCases)
    kept = office.cases.drawers
    return {field.name: deepcopy(getattr(kept, field.name)) for field in fields(kept) if field.name != "lock"}
