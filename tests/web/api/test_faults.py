"""Bad calls: each gets its clear problem+json, and nothing is changed."""

from typing import Any

import pytest

from chalicelib.service.office import Office
from tests.builders import OZU
from tests.web.api.conftest import Machine
from tests.web.browser import Answer


def is_problem(answer: Answer, status: int) -> bool:
    """Whether it is a problem+json of this status with words for a person."""
    said = answer.json
    return (
        answer.status == said["status"] == status
        and answer.headers["content-type"] == "application/problem+json"
        and bool(said["title"] and said["detail"])
    )


FAULTS: dict[str, dict[str, Any]] = {
    "an unknown municipality": {"municipalities": ["000000"]},
    "a municipality of another prefecture": {"municipalities": ["011002"]},
    "no municipality": {"municipalities": []},
    "an unknown field": {"fields": [{"code": "field-99"}]},
    "a field twice": {"fields": [{"code": "field-1"}, {"code": "field-1"}]},
    "a level of 6": {"fields": [{"code": "field-1", "level": 6}]},
    "an unknown category": {"category": "plan-99"},
    "an unknown place": {"place": "nowhere"},
    "a month in the past": {"months": {"2026-10": 4}},
    "a month beyond a year": {"months": {"2028-12": 4}},
    "no such month": {"months": {"2026-13": 4}},
    "no month": {"months": {}},
    "no half-day": {"months": {"2026-12": 0}},
    "3,000 half-days": {"months": {"2026-12": 3000}},
    "a negative half-day": {"months": {"2026-12": -1}},
    "half a half-day": {"months": {"2026-12": 0.5}},
    "half-days in words": {"months": {"2026-12": "四"}},
    "100,000 characters": {"situation": "あ" * 100_000},
    "an empty title": {"title": "   "},
    "a lone surrogate": {"title": "\ud83d"},
    "a control character": {"title": "a\u0000b"},
    "an unknown kind": {"kind": "party"},
    "no places": {"places": 0},
    "places in words": {"places": "one"},
    "an address that is none": {"officer": {"name": "a", "department": "b", "email": "c", "telephone": "0893000000"}},
    "a member nobody knows": {"colour": "red"},
    "a title that is a list": {"title": ["a"]},
}


@pytest.mark.parametrize("change", FAULTS.values(), ids=FAULTS)
def test_a_faulty_request_is_refused_in_words(
    office: Office, secretariat: Machine, asked: dict[str, Any], change: dict[str, Any]
) -> None:
    """422, problem+json, and no request is made."""
    answer = secretariat.post("/v1/requests", {**asked, **change})

    assert is_problem(answer, 422)
    assert answer.json["errors"]
    assert secretariat.get("/v1/requests").json["requests"] == []


@pytest.mark.parametrize("title", ["𠮷田町の窓口 😀👨‍👩‍👧", "<script>alert(1)</script>", "'; DROP TABLE--", "ﾊﾝｶｸ㈱"])
def test_unusual_text_is_kept_as_it_is(secretariat: Machine, asked: dict[str, Any], title: str) -> None:
    """Emoji, rare characters and script tags are text like any other."""
    filed = secretariat.post("/v1/requests", {**asked, "title": title})

    assert filed.status == 201
    assert secretariat.get(f"/v1/requests/{filed.json['id']}").json["title"] == title


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'"text"', b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(secretariat: Machine, body: bytes) -> None:
    """Broken JSON, other JSON and no UTF-8 are told apart from a broken server."""
    assert secretariat.call("POST", "/v1/requests", body).status in (400, 422)


@pytest.mark.parametrize("token", ["", "wrong", "\u3042", "a" * 5_000])
def test_a_wrong_token_opens_nothing(secretariat: Machine, token: str) -> None:
    """401 and how to do it right; the same for every wrong token."""
    answer = Machine(secretariat.browser, token).get("/v1/requests")

    assert is_problem(answer, 401)
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_another_towns_request_looks_as_if_it_did_not_exist(
    secretariat: Machine, town: Machine, asked: dict[str, Any]
) -> None:
    """A town cannot tell a neighbour's request from none."""
    other = secretariat.post("/v1/requests", {**asked, "municipalities": [OZU]}).json

    assert is_problem(town.get(f"/v1/requests/{other['id']}"), 404)
    assert is_problem(town.get("/v1/requests/r-none"), 404)
    assert town.get("/v1/requests").json["requests"] == []
    assert is_problem(town.get(f"/v1/requests?municipality={OZU}"), 403)
    assert is_problem(town.post("/v1/requests", {**asked, "municipalities": [OZU]}), 403)


@pytest.mark.parametrize("path", ["/v1/experts", "/v1/audit/r1", "/v1/requests/r1/candidates"])
def test_what_is_the_secretariats_is_hidden_from_towns(town: Machine, path: str) -> None:
    """A role without the right finds nothing there."""
    assert is_problem(town.get(path), 404)


@pytest.mark.parametrize("query", ["cursor=garbage", "cursor=eHh4", "cursor=%00", "state=nonsense", "municipality=1"])
def test_a_faulty_query_is_refused(secretariat: Machine, query: str) -> None:
    """A cursor, state or code that is none of ours is named, not guessed at."""
    assert is_problem(secretariat.get(f"/v1/requests?{query}"), 422)


def test_an_expert_cannot_be_given_less_than_is_promised(office: Office, secretariat: Machine) -> None:
    """Negative and absurd capacities are refused."""
    for months in ({"2026-12": -1}, {"2026-12": 3000}, {"nonsense": 1}, {}):
        assert is_problem(secretariat.call("PUT", "/v1/experts/e01/capacity", {"months": months}), 422)
    assert is_problem(secretariat.call("PUT", "/v1/experts/e99/capacity", {"months": {"2026-12": 1}}), 404)


def test_an_offer_to_nobody_or_without_its_reason_is_refused(secretariat: Machine, asked: dict[str, Any]) -> None:
    """An unknown expert is not found; skipping the town's order needs a reason."""
    filed = secretariat.post("/v1/requests", asked).json
    path = f"/v1/requests/{filed['id']}/offers"

    assert is_problem(secretariat.post(path, {"expert": "e01"}), 422)
    assert is_problem(secretariat.post(path, {"expert": "e99", "reason": "急ぎ"}), 404)
    assert secretariat.get(f"/v1/requests/{filed['id']}").json["offers"] == []


def test_a_second_offer_for_the_only_place_is_refused(secretariat: Machine, asked: dict[str, Any]) -> None:
    """One place, one live offer."""
    filed = secretariat.post("/v1/requests", asked).json
    path = f"/v1/requests/{filed['id']}/offers"
    secretariat.post(path, {"expert": "e01", "reason": "急ぎ"})

    assert is_problem(secretariat.post(path, {"expert": "e02", "reason": "急ぎ"}), 409)
