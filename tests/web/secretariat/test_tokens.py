"""Bearer tokens in the console: made, shown once, listed, revoked, and enforced where machines call."""

import re
from dataclasses import replace

import pytest

from chalicelib.domain.api_token import Scope
from chalicelib.domain.identity import Role, digest
from chalicelib.service.office import Office
from chalicelib.web.secretariat.tokens import SCOPES
from tests.builders import UCHIKO, a_request, a_user, clock
from tests.web.api.conftest import Machine
from tests.web.browser import Answer, Browser
from tests.web.page import Page

PATH = "/console/tokens"
ASKED = {"name": "文書管理システム", "whose": "prefecture", "scopes": ["requests:read"], "days": "90"}


def made(secretary: Browser, once: str = "once", **changes: object) -> str:
    """A new token, as the page shows it."""
    answer = secretary.post(PATH, {"csrf": f"csrf-value.{once}", **ASKED, **changes})
    assert answer.status == 200, answer.text
    return str(re.findall(r"suketto_[\w-]+", answer.text)[0])


def called(office: Office, token: str, path: str = "/v1/requests") -> Answer:
    """What a machine with the token gets."""
    return Machine(Browser(office), token).get(path)


def revoke_buttons(page: Answer) -> list[str]:
    """Where the page's forms revoke something."""
    return [str(form["action"]) for form in Page(page.text).all("form") if "/revoke" in str(form.get("action"))]


def test_a_token_is_shown_once_and_works(office: Office, secretary: Browser) -> None:
    """The list knows its name, its uses and its end, and not what it says."""
    token = made(secretary)

    assert called(office, token).status == 200
    page = secretary.get(PATH).text
    assert token not in page
    assert digest(token) not in page
    assert "文書管理システム" in page
    assert "依頼を読む" in page
    assert "令和9年2月22日" in page
    assert "令和8年11月24日" in page


def test_a_token_for_a_town_sees_that_towns_requests(office: Office, secretary: Browser) -> None:
    """And no other's."""
    own, other = a_request(office), a_request(office, of="382078")
    token = made(secretary, whose=UCHIKO)

    assert [line["id"] for line in called(office, token).json["requests"]] == [own.id]
    assert called(office, token, f"/v1/requests/{other.id}").status == 404


def test_a_token_does_what_it_was_made_for_and_no_more(office: Office, secretary: Browser) -> None:
    """Reading is not writing, and one area is not another; the refusal says what to do."""
    token = made(secretary, scopes=["requests:read", "offers:read"])
    machine = Machine(Browser(office), token)

    refused = [machine.post("/v1/requests", {}), machine.get("/v1/experts"), machine.get("/v1/assignments")]

    assert machine.get("/v1/requests").status == 200
    assert {answer.status for answer in refused} == {403}
    assert {answer.json["type"] for answer in refused} == {"urn:suketto:problem:scope-missing"}


def test_a_revoked_token_is_dead_at_once(office: Office, secretary: Browser) -> None:
    """The list says so, and has no button for it any more; another token lives on."""
    token, other = made(secretary), made(secretary, once="twice")
    name = office.tokens.by_digest(digest(token)).id

    page = secretary.post(f"{PATH}/{name}/revoke")

    assert called(office, token).status == 401
    assert called(office, other).status == 200
    assert "取消し" in page.text
    assert len(revoke_buttons(page)) == 1


def test_a_token_dies_with_its_owners_sign_in(office: Office, secretary: Browser) -> None:
    """Nobody need remember which tokens somebody has made who leaves."""
    token = made(secretary)
    office.doors.save_user(replace(a_user(Role.SECRETARIAT), active=False))

    assert called(office, token).status == 401


def test_an_expired_token_is_dead(office: Office, secretary: Browser) -> None:
    """To the second, with no notice: its end stood on the page."""
    token = made(secretary, days="30")
    clock(office).move(days=30, seconds=-1)
    assert called(office, token).status == 200

    clock(office).move(seconds=1)

    assert called(office, token).status == 401


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "あ" * 101),
        ("whose", ""),
        ("whose", "999999"),
        ("scopes", []),
        ("scopes", ["requests:read", "everything"]),
        ("days", ""),
        ("days", "366"),
        ("days", "-1"),
    ],
)
def test_a_faulty_form_makes_none(office: Office, secretary: Browser, field: str, value: object) -> None:
    """What was typed stays, and the field is named."""
    page = secretary.post(PATH, {**ASKED, field: value})

    assert page.status == 422
    assert f'href="#{field}"' in page.text
    assert office.tokens.tokens().rows == []


def test_a_town_gets_none_of_the_prefectures_scopes(office: Office, secretary: Browser) -> None:
    """They would open nothing, and look as if they did."""
    page = secretary.post(PATH, {**ASKED, "whose": UCHIKO, "scopes": ["requests:read", "experts:read"]})

    assert page.status == 422
    assert office.tokens.tokens().rows == []


def test_every_scope_has_its_words() -> None:
    """On the form and in the list."""
    assert set(SCOPES) == set(Scope)


def test_the_auditor_sees_the_tokens_and_makes_none(office: Office, secretary: Browser, auditor: Browser) -> None:
    """Nor does the centre, which does not even see them."""
    made(secretary)

    page = auditor.get(PATH)

    assert "文書管理システム" in page.text
    assert "発行する" not in page.text
    assert revoke_buttons(page) == []
    assert auditor.post(PATH, ASKED).status == 404
    assert Browser(office).sign_in(Role.CENTRE).get(PATH).status == 404
    assert len(office.tokens.tokens().rows) == 1
