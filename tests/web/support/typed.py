"""What people type about a support: a session, its end, the report; and the support they type it about."""

from typing import Any

from chalicelib.domain.request import Request
from chalicelib.service.office import Office
from tests.builders import an_expert, clock, engage
from tests.service.journeys import engaged

SESSION: dict[str, Any] = {
    "offer": "",
    "day_era": "reiwa",
    "day_year": "８",
    "day_month": "12",
    "day_day": "10",
    "begins": "１３：３０",
    "ends": "16時",
    "mode": "on_site",
    "place": "内子町役場 2階会議室",
    "attendees": "総務課3人",
    "done": "仕様書の素案を読みました。\n直すところを洗い出しました。",
    "advice": "評価項目を3つに絞る。",
    "next_step": "",
}
LAST_SESSION = {
    "last_session_era": "ad",
    "last_session_year": "2026",
    "last_session_month": "12",
    "last_session_day": "14",
}
REPORT = {
    "achieved": "仕様書ができました。",
    "rating": "4",
    "opinion": "職員だけで次に進めます。",
    "summary": "",
    "follow_up": "wanted",
}


def supported(office: Office, **changes: Any) -> Request:
    """An engaged request of Uchiko; it is 15 December, and nothing is recorded yet."""
    engage(office, an_expert(), an_expert("例示 花子", email="hanako@experts.example.jp"))
    request = engaged(office, **changes)
    clock(office).move(days=21)
    return request


def session_of(request: Request, **changes: Any) -> dict[str, Any]:
    """A session of the request's first assignment, as it is typed."""
    return {**SESSION, "offer": f"{request.id}.01", **changes}
