"""The page of disposals: what has reached its term by fiscal year, chosen and disposed of with a reason."""

import pytest

from chalicelib.domain.identity import Role
from chalicelib.service.office import Office
from tests.service.test_dispose_records import a_closed_case, go_to
from tests.web.browser import Browser

PATH = "/console/disposals"


@pytest.fixture
def request_id(office: Office) -> str:
    """A closed case whose years are over, beside a cancelled one."""
    request_id = a_closed_case(office)
    go_to(office, 2032)
    return request_id


@pytest.fixture
def secretary(office: Office, request_id: str) -> Browser:
    """Signed in then."""
    return Browser(office).sign_in(Role.SECRETARIAT)


def test_what_is_chosen_goes_and_is_listed_for_ever(office: Office, secretary: Browser, request_id: str) -> None:
    """By the fiscal year of its end; afterwards its number stands among what is gone, with the way to its trail."""
    page = secretary.get(PATH)
    after = secretary.post(PATH, {"request": [request_id], "reason": "保存期間の満了"})

    assert "令和8年度に終わった依頼（2件）" in page.text
    assert "令和8年度に終わった依頼（1件）" in after.text
    assert f'href="/console/requests/{request_id}/events"' in after.text
    assert "保存期間が終わり、廃棄されました" in secretary.get(f"/console/requests/{request_id}/events").text
    assert secretary.get(f"/console/requests/{request_id}").status == 200
    assert office.cases.case(request_id).request.state == "disposed"


def test_nothing_goes_without_a_choice_and_a_reason(office: Office, secretary: Browser, request_id: str) -> None:
    """What was chosen and typed stays."""
    none = secretary.post(PATH, {"reason": "保存期間の満了"})
    silent = secretary.post(PATH, {"request": [request_id], "reason": ""})

    assert (none.status, silent.status) == (422, 422)
    assert none.fields["reason"] == ["保存期間の満了"]
    assert request_id in silent.fields["request"]
    assert office.cases.case(request_id).request.state == "closed"


def test_what_cannot_go_now_is_said(office: Office, secretary: Browser, request_id: str) -> None:
    """Sent from an old page, after somebody else has done it."""
    secretary.post(PATH, {"request": [request_id], "reason": "保存期間の満了"})

    late = secretary.post(PATH, {"request": [request_id], "reason": "保存期間の満了（2回目）"})

    assert late.status == 409
    assert "いまは廃棄できないものがありました" in late.text


def test_the_auditor_reads_the_list_and_the_centre_does_not_know_it(office: Office, request_id: str) -> None:
    """Neither disposes of anything."""
    auditor, centre = (Browser(office).sign_in(role) for role in (Role.AUDITOR, Role.CENTRE))

    page = auditor.get(PATH)

    assert "R08-000" in page.text
    assert "reason" not in page.fields
    assert auditor.post(PATH, {"request": [request_id], "reason": "試し"}).status == 404
    assert centre.get(PATH).status == 404
    assert office.cases.case(request_id).request.state == "closed"


def test_a_disposed_case_is_nowhere_a_broken_page(office: Office, secretary: Browser, request_id: str) -> None:
    """To its town, to its expert, in the lists and in an export."""
    secretary.post(PATH, {"request": [request_id], "reason": "保存期間の満了"})
    clerk = Browser(office).sign_in(Role.MUNICIPALITY, municipality="384224")
    expert = Browser(office).sign_in_expert("e01")
    offer = office.cases.case(request_id).offers[0].id

    for browser, path in (
        (clerk, "/requests"),
        (clerk, f"/requests/{request_id}"),
        (clerk, f"/requests/{request_id}/sessions"),
        (expert, f"/expert/assignments/{offer}"),
        (expert, f"/expert/offers/{offer}"),
        (secretary, "/console/requests?state=disposed"),
        (secretary, "/console/assignments"),
    ):
        assert browser.get(path).status == 200
    assert secretary.post(f"/console/requests/{request_id}/export", {"purpose": "監査"}).status == 200
