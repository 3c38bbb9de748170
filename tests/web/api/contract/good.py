"""One good call of each operation: the example of its description, on a case where it makes sense."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.service.complete_support import complete_support
from chalicelib.service.office import Office
from chalicelib.web.api.endpoint import ENDPOINTS
from chalicelib.web.api.examples import BODIES, placed
from tests.builders import CLERK
from tests.web.seeded import Seeded

EXAMPLES = {(endpoint.method, endpoint.path): BODIES[endpoint.body] for endpoint in ENDPOINTS if endpoint.body}
STATUSES = {(endpoint.method, endpoint.path): endpoint.status for endpoint in ENDPOINTS}
REQUEST = "/v1/requests/{request_id}"


@dataclass(frozen=True, slots=True)
class Good:
    """A path with everything filled in, and the body that goes there."""

    path: str
    body: Any = None


def good(world: Seeded, method: str, path: str) -> Good:
    """The call, on the office as it was seeded."""
    body = EXAMPLES.get((method, path))
    places, changes = PLACES[method, path](world.office)
    return Good(path.format(**places), {**placed(body, world.office.profile), **changes} if body else None)


def in_state(office: Office, state: str) -> str:
    """The newest request in this state."""
    return office.cases.rows(office.profile.prefecture.code, state=state).rows[0].id


def _on(state: str) -> Callable[[Office], tuple[dict[str, str], dict[str, Any]]]:
    return lambda office: ({"request_id": in_state(office, state)}, {})


def _session(office: Office) -> tuple[dict[str, str], dict[str, Any]]:
    request_id = office.cases.request_id("R08-0001")
    return {"request_id": request_id}, {"offer": office.cases.case(request_id).offers[0].id}


def _report(office: Office) -> tuple[dict[str, str], dict[str, Any]]:
    request_id = office.cases.request_id("R08-0001")
    complete_support(office, CLERK, request_id, last_session=date(2026, 12, 14))
    return {"request_id": request_id}, {}


def _recall(office: Office) -> tuple[dict[str, str], dict[str, Any]]:
    return {"offer_id": office.cases.case(in_state(office, "offering")).live_offers[0].id}, {}


def _nowhere(_: Office) -> tuple[dict[str, str], dict[str, Any]]:
    return {}, {}


PLACES: dict[tuple[str, str], Callable[[Office], tuple[dict[str, str], dict[str, Any]]]] = {
    ("GET", "/v1/requests"): _nowhere,
    ("POST", "/v1/requests"): _nowhere,
    ("GET", REQUEST): _on("engaged"),
    ("GET", f"{REQUEST}/candidates"): _on("submitted"),
    ("GET", f"{REQUEST}/support"): _on("closed"),
    ("POST", f"{REQUEST}/offers"): _on("submitted"),
    ("POST", f"{REQUEST}/sessions"): _session,
    ("POST", f"{REQUEST}/completion"): lambda office: ({"request_id": office.cases.request_id("R08-0001")}, {}),
    ("POST", f"{REQUEST}/report"): _report,
    ("POST", f"{REQUEST}/export"): _on("closed"),
    ("POST", "/v1/offers/{offer_id}/recall"): _recall,
    ("GET", "/v1/assignments"): _nowhere,
    ("GET", "/v1/experts"): _nowhere,
    ("POST", "/v1/experts"): _nowhere,
    ("PUT", "/v1/experts/{expert_id}/capacity"): lambda _: ({"expert_id": "e01"}, {}),
    ("GET", "/v1/audit/{record}"): lambda office: ({"record": in_state(office, "closed")}, {}),
}
