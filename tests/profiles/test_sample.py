"""The sample speaks of the profile's municipalities and fields, and has something to show for every page."""

import tomllib
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.profile import Profile
from chalicelib.domain.request import Kind, Mode, Stage

SAMPLE = Path(__file__).parents[2] / "infra" / "sample"
Rows = Sequence[Mapping[str, Any]]


def rows(name: str) -> Rows:
    content = tomllib.loads((SAMPLE / f"{name}.toml").read_text("utf-8"))[name]
    assert isinstance(content, list)
    return content


@pytest.fixture(scope="module")
def experts() -> Rows:
    return rows("experts")


@pytest.fixture(scope="module")
def users() -> Rows:
    return rows("users")


@pytest.fixture(scope="module")
def requests() -> Rows:
    return rows("requests")


def test_requests_stand_in_every_state_a_page_can_show(requests: Rows) -> None:
    """Two engaged, two offering (one after a decline), and one of each other kind before them."""
    reached = sorted(request["reaches"] for request in requests)

    assert reached == [
        "answered", "cancelled", "draft", "engaged", "engaged", "in_review", "in_review", "offering", "offering",
        "returned", "shortlisted", "submitted", "waiting", "withdrawn",
    ]  # fmt: skip
    assert [request["reaches"] for request in requests if "declines" in request] == ["offering"]
    assert [len(request["municipalities"]) for request in requests].count(3) == 1


def test_requests_use_codes_of_the_profile(requests: Rows, ehime: Profile) -> None:
    """Municipalities, fields, categories and places are known."""
    for request in requests:
        assert set(request["municipalities"]) <= set(ehime.municipalities)
        assert {field["code"] for field in request["fields"]} <= set(ehime.fields)
        assert request["category"] in ehime.categories
        assert request["place"] in {**ehime.municipalities, **ehime.places}


def test_requests_are_within_what_the_form_allows(requests: Rows, ehime: Profile) -> None:
    """Known kinds, stages and modes, levels and weights from 1 to 5, half-days within the cap for a project."""
    for request in requests:
        assert (request["kind"], request["stage"], request["mode"]) in product(Kind, Stage, Mode)
        assert {1, 2, 3, 4, 5} >= {field[part] for field in request["fields"] for part in ("level", "weight")}
        assert request["starts_in"] >= 1
        assert 0 < sum(request["half_days"]) <= ehime.caps.project
        assert len(request["title"]) <= 30


def test_requests_tell_enough_to_be_judged(requests: Rows) -> None:
    """100 to 300 characters of situation and wish."""
    assert all(100 <= len(request["situation"] + request["wish"]) <= 300 for request in requests)


def test_every_request_has_an_officer_who_may_sign_in_for_its_municipality(requests: Rows, users: Rows) -> None:
    """The one who asks is a user of the municipality named first."""
    of = {user["email"]: user.get("municipality") for user in users}

    assert all(of[request["officer"]] == request["municipalities"][0] for request in requests)


def test_users_cover_every_role_that_signs_in(users: Rows) -> None:
    """Two in the secretariat, one in the centre, an auditor, and municipal officers."""
    roles = [user["role"] for user in users]

    assert (roles.count("secretariat"), roles.count("centre"), roles.count("auditor")) == (2, 1, 1)
    assert roles.count("municipality") >= 14


def test_experts_use_codes_of_the_profile(experts: Rows, ehime: Profile) -> None:
    """Bases, areas, fields and skills are known, levels run from 1 to 5, and a year of months is given."""
    places = {ehime.prefecture.code, *ehime.municipalities, *ehime.places}
    for expert in experts:
        assert {expert["base"], *expert["areas"]} <= places
        assert set(expert["levels"]) <= set(ehime.fields)
        assert set(expert["skills"]) <= set(ehime.skills)
        assert {1, 2, 3, 4, 5} >= {*expert["levels"].values(), *expert["skills"].values()}
        assert len(expert["half_days"]) == 12


def test_experts_live_in_all_areas_and_one_is_on_leave(experts: Rows, ehime: Profile) -> None:
    """Six people, one without free half-days in the next months and back afterwards."""
    on_leave = [expert for expert in experts if not any(expert["half_days"][:4]) and any(expert["half_days"])]

    assert len(experts) == 6
    assert {ehime.municipality(expert["base"]).area for expert in experts} == set(ehime.areas)
    assert len(on_leave) == 1


def test_one_expert_has_an_interest_in_a_vendor_that_a_request_names(experts: Rows, requests: Rows) -> None:
    """So that the review page has a conflict to show."""
    ties = {(expert["id"], tie["party"]) for expert in experts for tie in expert.get("interests", [])}
    vendors = {vendor for request in requests for vendor in request["vendors"]}

    assert {expert for expert, party in ties if party in vendors} == {"kakuu-jiro"}


def test_all_addresses_are_invented(experts: Rows, users: Rows) -> None:
    """example.jp is reserved: no letter of the sample can ever reach anybody."""
    addresses = [row["email"] for row in (*experts, *users)]

    assert all(address.endswith(".example.jp") for address in addresses)
    assert len(set(addresses)) == len(addresses)
