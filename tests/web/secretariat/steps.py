"""Cases brought to where a test of the console begins."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.expert import Interest, InterestKind
from chalicelib.domain.request import Request
from chalicelib.service.accept_offer import accept_offer
from chalicelib.service.counter_offer import counter_offer
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.office import Office
from chalicelib.service.shortlist_experts import prefer_experts, shortlist_experts
from chalicelib.service.take_request import take_request
from tests.builders import CLERK, MONTHS, OZU, PROCUREMENT, SECRETARIAT, a_request, an_expert, engage
from tests.service.journeys import opened_by_link
from tests.web.browser import Answer, Browser

VENDOR = "株式会社見本システムズ"


def three_experts(office: Office) -> None:
    """見本 一郎 (e01) before 例示 花子 (e02), and 架空 次郎 (e03), whose client the standard request does not name."""
    tie = Interest(InterestKind.CLIENT, VENDOR, MONTHS[0])
    engage(
        office,
        an_expert(),
        an_expert("例示 花子", base=OZU, levels={PROCUREMENT: 2}),
        an_expert("架空 次郎", levels={PROCUREMENT: 1}, interests=(tie,)),
    )


def in_review(office: Office, **changes: Any) -> Request:
    """A request that the secretariat has begun to review."""
    return take_request(office, SECRETARIAT, a_request(office, **changes).id)


def shortlisted(office: Office, **changes: Any) -> Request:
    """A request whose candidates the municipality can see, and has not put in order."""
    return shortlist_experts(office, SECRETARIAT, in_review(office, **changes).id)


def ordered(office: Office, *order: str, **changes: Any) -> Request:
    """A request whose municipality has said whom it would like best."""
    return prefer_experts(office, CLERK, shortlisted(office, **changes).id, order=order)


def declined(office: Office, expert_id: str, note: str, **changes: Any) -> Request:
    """A request whose first offer was declined, so that the next candidate is proposed."""
    request = a_request(office, **changes)
    decline_offer(office, opened_by_link(office, request, expert_id), note=note)
    return office.cases.case(request.id).request


def countered(office: Office, expert_id: str, months: Mapping[str, int], note: str) -> Request:
    """A request whose first expert proposes other months."""
    request = a_request(office)
    counter_offer(office, opened_by_link(office, request, expert_id), months=months, note=note)
    return office.cases.case(request.id).request


def engaged(office: Office, expert_id: str, **changes: Any) -> Request:
    """A request whose expert has accepted."""
    request = a_request(office, **changes)
    accept_offer(office, opened_by_link(office, request, expert_id), note="よろしくお願いします。")
    return office.cases.case(request.id).request


def path(request: Request, deed: str = "") -> str:
    """The address of a request's page, or of one of its forms."""
    return f"/console/requests/{request.id}" + (f"/{deed}" if deed else "")


def approve(browser: Browser, request: Request, expert_id: str, **fields: object) -> Answer:
    """Send the approval form as the page of this version would."""
    return browser.post(path(request, "approve"), {"expert": expert_id, "version": request.version, **fields})
