"""A use case that writes, with the story that leads up to it, and what many such stories begin with."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.domain.request import Request
from chalicelib.service.office import Office
from chalicelib.service.take_request import take_request
from tests.builders import CLERK, SECRETARIAT, a_request, an_expert, engage
from tests.service.journeys import last_token, offered, send_all

Deed = Callable[[Office], Any]
# Whoever does the deed sends it as one errand, as a page's form and a machine's key do, also when trying again.
TOWN, OFFICE = replace(CLERK, errand="deed"), replace(SECRETARIAT, errand="deed")


@dataclass(frozen=True, slots=True)
class UseCase:
    """`lead_up` tells the story up to it, on a healthy wire, and gives the deed to be done on a failing one."""

    function: Callable[..., Any]
    lead_up: Callable[[Office], Deed]
    what: str = ""

    @property
    def name(self) -> str:
        """`accept_offer, last place`."""
        return ", ".join(filter(None, (self.function.__name__, self.what)))


def in_review(office: Office, **changes: Any) -> Request:
    """A request in review, two experts at hand."""
    engage(office, an_expert(), an_expert("見本 二郎"))
    return take_request(office, SECRETARIAT, a_request(office, **changes).id)


def sent(office: Office, **changes: Any) -> tuple[str, str, str]:
    """The ids of a request and of its offer, and the token of the link in its mail."""
    request = in_review(office, **changes)
    offer = offered(office, request, "e01")
    send_all(office)
    return request.id, offer.id, last_token(office)
