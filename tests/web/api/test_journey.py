"""The main job over the API alone, and what the OpenAPI document says of it."""

from typing import Any

from chalicelib.service.office import Office
from chalicelib.web.guard import RULES
from tests.builders import UCHIKO
from tests.service.journeys import last_token, send_all
from tests.web.api.conftest import Machine
from tests.web.browser import Browser


def test_a_request_is_filed_ranked_offered_accepted_and_assigned(
    office: Office, secretariat: Machine, town: Machine, asked: dict[str, Any]
) -> None:
    """From the town's call to the assignment in the list, over the API and the expert's link."""
    filed = town.post("/v1/requests", asked)
    assert filed.status == 201
    assert filed.json["number"] == "R08-0001"
    assert filed.json["state"] == "submitted"
    path = f"/v1/requests/{filed.json['id']}"

    ranked = secretariat.get(f"{path}/candidates").json["ranked"]
    assert [entry["expert"] for entry in ranked] == ["e01", "e02"]
    assert set(ranked[0]["parts"]) == {"skill", "avail", "place", "known"}
    assert all(ranked[0]["reasons"])

    offer = secretariat.post(f"{path}/offers", {"expert": "e01", "reason": "急ぎのため"})
    assert offer.status == 201
    send_all(office)
    Browser(office).post(f"/answer/{last_token(office)}", {"answer": "accept"})

    assigned = secretariat.get(f"/v1/assignments?expert=e01&municipality={UCHIKO}&month=2026-12").json["assignments"]
    assert [entry["id"] for entry in assigned] == [offer.json["id"]]
    assert sum(share["yen"] for share in assigned[0]["shares"]) == 8 * 25_000
    assert town.get(path).json["state"] == "engaged"
    trail = secretariat.get(f"/v1/audit/{filed.json['id']}").json
    assert trail["fault"] is None
    assert trail["events"][-1]["what"] == "offer:accepted"


def test_a_recalled_offer_makes_room_for_the_next_candidate(secretariat: Machine, asked: dict[str, Any]) -> None:
    """After a recall the next expert stands as a proposal."""
    filed = secretariat.post("/v1/requests", asked).json
    offer = secretariat.post(f"/v1/requests/{filed['id']}/offers", {"expert": "e01", "reason": "急ぎのため"}).json

    recalled = secretariat.post(f"/v1/offers/{offer['id']}/recall", {"reason": "取り違えのため"})

    assert recalled.json["state"] == "recalled"
    offers = secretariat.get(f"/v1/requests/{filed['id']}").json["offers"]
    assert [(offer["expert_id"], offer["state"]) for offer in offers] == [("e01", "recalled"), ("e02", "proposed")]


def test_an_expert_is_registered_and_given_half_days(secretariat: Machine) -> None:
    """A new expert can be ranked at once; capacity is set month by month."""
    made = secretariat.post(
        "/v1/experts",
        {
            "name": "仮名 次郎",
            "kana": "かめい じろう",
            "email": "jiro@experts.example.jp",
            "base": "382078",
            "levels": {"field-14": 5},
            "months": {"2026-12": 6},
            "areas": [UCHIKO],
            "half_day_yen": 20_000,
            "active_from": "2026-04",
        },
    )
    assert made.status == 201

    changed = secretariat.call("PUT", f"/v1/experts/{made.json['id']}/capacity", {"months": {"2027-01": 3}})

    assert changed.json["months"] == {
        "2026-12": {"capacity": 6, "booked": 0, "free": 6},
        "2027-01": {"capacity": 3, "booked": 0, "free": 3},
    }


def test_lists_are_filtered_and_paged(secretariat: Machine, asked: dict[str, Any]) -> None:
    """State and municipality narrow the list; the cursor walks it without loss."""
    ids = [secretariat.post("/v1/requests", asked).json["id"] for _ in range(3)]

    listed = secretariat.get(f"/v1/requests?state=submitted&municipality={UCHIKO}").json["requests"]

    assert {entry["id"] for entry in listed} == set(ids)
    assert secretariat.get("/v1/requests?state=waiting").json["requests"] == []
    assert secretariat.get("/v1/requests?municipality=382019").json["requests"] == []


def test_openapi_names_every_route_of_the_api(browser: Browser) -> None:
    """The served document and the guard's table know the same routes."""
    document = browser.get("/v1/openapi.json").json

    said = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}

    assert document["openapi"] == "3.1.0"
    assert said == {rule for rule in RULES if "/v1/" in rule} - {"GET /v1/openapi.json"}
