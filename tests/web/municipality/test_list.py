"""The list of requests, and who gets to see it."""

import pytest

from chalicelib.domain.identity import Role
from chalicelib.service.office import Office
from tests.builders import OZU, UCHIKO, a_request, clock
from tests.web.browser import Browser
from tests.web.municipality.answers import begun, the_request


def test_an_empty_list_says_the_next_step(clerk: Browser) -> None:
    """There is a button to begin with, and nothing to filter."""
    page = clerk.get("/requests")
    assert "まだ依頼はありません" in page.text
    assert "はじめての依頼をつくる" in page.text
    assert 'name="state"' not in page.text


def test_looking_at_the_list_begins_nothing(clerk: Browser, office: Office) -> None:
    """Only the button's POST makes a draft, which knows who is signed in."""
    clerk.get("/requests")
    assert office.cases.rows(UCHIKO).rows == []
    answer = clerk.post("/requests")
    assert answer.path == f"/requests/{the_request(office).id}/edit/officer"
    assert answer.fields["officer_name"] == ["見本 花子"]


def test_own_and_joint_requests_are_listed_newest_first(clerk: Browser, office: Office) -> None:
    """With number, state and who acts next; another town's alone are not."""
    a_request(office, title="古い依頼")
    clock(office).move(minutes=1)
    a_request(office, of=OZU, also=(UCHIKO,), title="共同の依頼")
    a_request(office, of=OZU, title="よその依頼")
    page = clerk.get("/requests").text
    assert page.index("共同の依頼") < page.index("古い依頼")
    assert "よその依頼" not in page
    for words in ("R08-0001", "受付済み", "事務局（受付・確認）"):
        assert words in page


def test_the_list_is_narrowed_by_state(clerk: Browser, office: Office) -> None:
    """The address can be shared; a state nobody has says so."""
    a_request(office, title="出した依頼")
    begun(clerk)
    assert "出した依頼" not in clerk.get("/requests?state=draft").text
    assert "出した依頼" in clerk.get("/requests?state=submitted").text
    assert "この状態の依頼はありません" in clerk.get("/requests?state=closed").text


def test_an_unknown_state_is_refused(clerk: Browser) -> None:
    """A state that no request can have is no filter."""
    assert clerk.get("/requests?state=lost").status == 422


def test_a_long_list_has_pages(clerk: Browser, office: Office) -> None:
    """Twenty to a page, and the rest behind the link."""
    for count in range(21):
        a_request(office, title=f"依頼その{count:02d}です")
        clock(office).move(minutes=1)
    first = clerk.get("/requests")
    address = first.text.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = clerk.get(address)
    assert "依頼その00です" not in first.text
    assert "依頼その00です" in second.text
    assert "依頼その20です" not in second.text


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.CENTRE, Role.AUDITOR])
def test_the_prefecture_has_its_own_pages(office: Office, role: Role) -> None:
    """The municipality's are not found for it."""
    assert Browser(office).sign_in(role).get("/requests").status == 404


def test_nobody_signed_in_is_led_to_the_door(browser: Browser) -> None:
    """The list is for those who are signed in."""
    assert browser.get("/requests", follow=False).headers["location"] == "/sign-in"
