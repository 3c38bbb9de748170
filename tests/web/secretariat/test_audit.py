"""The console verifies all records page by page, and names what is broken."""

from dataclasses import replace

import pytest

from chalicelib.adapters.memory import MemoryCases
from chalicelib.domain.identity import Role
from chalicelib.service import verify_all
from chalicelib.service.office import Office
from tests.builders import a_request
from tests.service.offices import with_everything
from tests.web.browser import Answer, Browser
from tests.web.page import Page

PATH = "/console/audit"


@pytest.fixture
def at_work(office: Office) -> Browser:
    """The auditor of an office with records of every kind, signed in after all of that."""
    return Browser(with_everything(office)).sign_in(Role.AUDITOR)


def onward(page: Answer) -> str:
    """Where the page's next stretch is, empty when there is none."""
    return next((str(link["href"]) for link in Page(page.text).all("a") if link.get("id") == "onward"), "")


def walked(browser: Browser) -> list[Answer]:
    """All pages from the first stretch to the last."""
    pages = [browser.get(f"{PATH}?cursor=0.")]
    while address := onward(pages[-1]):
        pages.append(browser.get(address))
    return pages


def change_title(office: Office, number: str) -> str:
    """Change a request behind the service's back; its id."""
    assert isinstance(office.cases, MemoryCases)
    record, requests = office.cases.request_id(number), office.cases.drawers.requests
    requests[record] = replace(requests[record], content=replace(requests[record].asked, title="別の依頼"))
    return record


def test_nothing_is_verified_before_it_is_asked_for(auditor: Browser) -> None:
    """The first page says what will be done."""
    page = auditor.get(PATH)

    assert "確認を始める" in page.text
    assert "確かめた対象" not in page.text


def test_a_whole_office_is_said_to_be_whole(at_work: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch by stretch, with the count so far, until everything has been verified."""
    monkeypatch.setattr(verify_all.verify_stretch, "__kwdefaults__", {"limit": 3})

    first, *_, last = walked(at_work)

    assert "確認を続けています（いま：依頼）" in first.text
    assert "onward.js" in first.text
    assert "すべての記録を確かめました" in last.text
    assert "13件" in last.text


def test_a_broken_record_is_named_on_this_page_and_all_that_follow(
    office: Office, at_work: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With how it is broken and a way to its trail; the page does not run past it by itself."""
    record = change_title(office, "R08-0002")
    monkeypatch.setattr(verify_all.verify_stretch, "__kwdefaults__", {"limit": 2})

    pages = walked(at_work)

    found = next(page for page in pages if "違います" in page.text)
    assert "依頼の内容が、" in found.text
    assert f"/console/requests/{record}/events" in found.text
    assert "onward.js" not in found.text
    assert f"{record}：この前の確認で見つかりました。" in pages[-1].text
    assert "すべての記録を確かめました" not in pages[-1].text


def test_what_an_address_claims_is_looked_at_with_suspicion(office: Office, auditor: Browser) -> None:
    """Numbers that are none count as nothing, names that are none are left out."""
    a_request(office)

    text = auditor.get(f"{PATH}?cursor=0.&records=²&events=-1&broken=<script>").text

    assert "&lt;script" not in text
    assert "1件" in text


def test_the_centre_does_not_check_the_prefectures_books(centre: Browser) -> None:
    """Nor does its menu lead there."""
    assert centre.get(PATH).status == 404
    assert PATH not in centre.get("/console").text
