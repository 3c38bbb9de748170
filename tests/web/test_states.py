"""No page of a request fails, and no form of one, whatever state the request is in and whoever asks."""

import json
from collections.abc import Callable

import pytest

from chalicelib.domain.calendar import local_day
from chalicelib.domain.identity import Role
from chalicelib.domain.lifecycle import REQUEST
from chalicelib.domain.request import Request
from chalicelib.service.complete_support import complete_support
from chalicelib.service.dispose_records import dispose_request
from chalicelib.service.issue_token import issue_token
from chalicelib.service.office import Office
from chalicelib.service.reply_to_request import reply_to_request
from chalicelib.service.report_support import report_support
from chalicelib.service.save_draft import open_draft
from chalicelib.service.shortlist_experts import shortlist_experts
from chalicelib.service.take_request import take_request
from chalicelib.service.withdraw_request import cancel_request, withdraw_request
from chalicelib.web.counter import counter
from chalicelib.web.guard import RULES
from tests.builders import CLERK, SECRETARIAT, UCHIKO, a_request, an_expert, an_outcome, clock, engage, memory_office
from tests.service.journeys import engaged, offered
from tests.web.browser import Browser

RULES_OF_A_REQUEST = [rule for rule in RULES if "{request_id}" in rule]
ANSWERS = (200, 201, 303, 404, 409, 422)
REMARK = "電話で伺いました"
DAY = {"year": "2026", "month": "11", "day": "24"}
# What any of the forms may ask for, and a body for each call.
TYPED = {
    "reply": "return",
    "remark": REMARK,
    "expert": "e01",
    "reason": REMARK,
    "purpose": REMARK,
    "cancel_reason": REMARK,
    "recall_reason": REMARK,
    "order-1": "e01",
    "answer": "decline",
    "email": "ichiro@experts.example.jp",
    "last_session_era": "ad",
    "day_era": "ad",
    "begins": "9:00",
    "ends": "11:00",
    "mode": "online",
    "place": "役場",
    "attendees": "総務課",
    "done": "読みました",
    "achieved": "できました",
    "rating": "4",
    "opinion": "助かりました",
    "follow_up": "none",
    **{f"{name}_{part}": value for name in ("day", "last_session") for part, value in DAY.items()},
}
ACCOUNT = {"day": "2026-11-24", "begins": "09:00", "ends": "11:00"}
BODIES: dict[str, dict[str, object]] = {
    "sessions": {
        "offer": "",
        **ACCOUNT,
        "mode": "online",
        "place": "役場",
        "attendees": "総務課",
        "done": "読みました",
    },
    "completion": {"last_session": "2026-11-24"},
    "report": {"achieved": "できました", "rating": 4, "opinion": "助かりました", "follow_up": "none"},
    "offers": {"expert": "e01", "reason": REMARK},
    "export": {"purpose": REMARK},
}


def in_review(office: Office) -> Request:
    return take_request(office, SECRETARIAT, a_request(office).id)


def replied(office: Office, reply: str) -> Request:
    return reply_to_request(office, SECRETARIAT, in_review(office).id, reply=reply, remark=REMARK)  # type: ignore[arg-type]


def shortlisted(office: Office) -> Request:
    return shortlist_experts(office, SECRETARIAT, in_review(office).id)


def offering(office: Office) -> Request:
    request = a_request(office)
    offered(office, request, "e01")
    return request


def waiting(office: Office) -> Request:
    """Nobody has so many half-days."""
    request = a_request(office, months={"2026-12": 60})
    return shortlist_experts(office, SECRETARIAT, take_request(office, SECRETARIAT, request.id).id)


def completed(office: Office) -> Request:
    return complete_support(office, CLERK, engaged(office).id, last_session=local_day(office.now()))


def closed(office: Office) -> Request:
    return report_support(office, CLERK, completed(office).id, outcome=an_outcome())


def disposed(office: Office) -> Request:
    """Kept for all its years, and longer."""
    request = closed(office)
    clock(office).move(days=20 * 366)
    dispose_request(office, SECRETARIAT, request.id, reason=REMARK)
    return request


STATES: dict[str, Callable[[Office], Request]] = {
    "draft": lambda office: open_draft(office, CLERK, {}),
    "submitted": a_request,
    "in_review": in_review,
    "returned": lambda office: replied(office, "return"),
    "answered": lambda office: replied(office, "answer"),
    "referred": lambda office: replied(office, "refer"),
    "shortlisted": shortlisted,
    "offering": offering,
    "waiting": waiting,
    "engaged": engaged,
    "completed": completed,
    "closed": closed,
    "disposed": disposed,
    "withdrawn": lambda office: withdraw_request(office, CLERK, a_request(office).id),
    "cancelled": lambda office: cancel_request(office, SECRETARIAT, a_request(office).id, reason=REMARK),
}
# A draft that is given up is withdrawn, but never had content or a number.
GIVEN_UP: dict[str, Callable[[Office], Request]] = {
    "given up": lambda office: withdraw_request(office, CLERK, open_draft(office, CLERK, {}).id)
}


def test_every_state_is_here() -> None:
    """A new one needs its way to it."""
    assert set(STATES) == {state for before, _, after in REQUEST.arrows() for state in (before, after)}


@pytest.mark.parametrize("way", [*STATES, *GIVEN_UP])
def test_no_page_and_no_form_of_a_request_fails(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """They show, do, refuse, or say that there is nothing, each in an office of its own."""
    statuses = {}

    for rule in RULES_OF_A_REQUEST:
        for role in RULES[rule]:
            office = behind_the_counter(monkeypatch)
            request = {**STATES, **GIVEN_UP}[way](office)
            statuses[rule, role] = status(office, rule, role, request.id)

    assert {asked: status for asked, status in statuses.items() if status not in ANSWERS} == {}


def behind_the_counter(monkeypatch: pytest.MonkeyPatch) -> Office:
    """Another office with two experts."""
    office = memory_office()
    monkeypatch.setattr(counter, "office", lambda: office)
    monkeypatch.setattr(counter, "base_path", lambda: "")
    engage(office, an_expert(), an_expert())
    return office


def status(office: Office, rule: str, role: Role, request_id: str) -> int:
    """How the rule is answered; a form comes with all that might be typed into it."""
    method, path = rule.format(request_id=request_id, step="support").split()
    town = UCHIKO if role is Role.MUNICIPALITY else None
    if path.startswith("/v1"):
        return called(office, method, path, issue_token(office, role=role, municipality=town))
    browser = Browser(office).sign_in(role, municipality=town)
    if method == "GET":
        return browser.get(path, follow=False).status
    first = dict.fromkeys(("offer", "answered_offer", "resent_offer"), f"{request_id}.01")
    return browser.post(path, {**TYPED, **first}, follow=False).status


def called(office: Office, method: str, path: str, token: str) -> int:
    """How a machine is answered."""
    _, _, _, request_id, *what = path.split("/")
    body = dict(BODIES.get("".join(what), {}))
    if "offer" in body:
        body["offer"] = f"{request_id}.01"
    content = json.dumps(body).encode() if method == "POST" else b""
    headers = {"authorization": f"Bearer {token}", "content_type": "application/json"}
    return Browser(office).send(method, path, content, **headers).status
