"""What a clerk of Uchiko types into each step, and the walk through the form."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.request import Request
from chalicelib.service.office import Office
from tests.builders import PROCUREMENT, UCHIKO
from tests.web.browser import Answer, Browser

Fields = Mapping[str, Any]

TYPED: dict[str, dict[str, Any]] = {
    "officer": {
        "officer_name": "内子 花子",
        "officer_department": "総務課",
        "officer_email": "ｈａｎａｋｏ＠uchiko.example.jp",
        "officer_telephone": "０８９３ー００－００００",
        "head_of_section": "総務課長 見本 太郎",
        "agreed_on_era": "reiwa",
        "agreed_on_year": "８",
        "agreed_on_month": "11",
        "agreed_on_day": "20",
    },
    "support": {
        "kind": "accompaniment",
        "title": "窓口予約システムの調達仕様書づくり",
        "situation": "仕様書の作り方がわかる職員がいません。",
        "wish": "公正な調達ができるようになりたい。",
        "stage": "procurement",
        "category": "plan-1",
    },
    "fields": {"fields-1-code": PROCUREMENT, "fields-1-level": "3", "fields-1-weight": "3"},
    "months": {"months-2026-12": "４", "months-2027-01": "4", "mode": "either", "place": UCHIKO, "places": "1"},
    "circumstances": {"procurement_near": "yes", "vendors": "架空ソフト株式会社", "may_be_shown": "yes"},
}


def begun(browser: Browser) -> Request:
    """A draft just begun."""
    browser.post("/requests", follow=False)
    return the_request(browser.office)


def the_request(office: Office) -> Request:
    """The office's only request, as it is stored."""
    row = office.cases.rows(UCHIKO).rows[0]
    return office.cases.case(row.id).request


def send(browser: Browser, step: str, fields: Fields | None = None, **more: Any) -> Answer:
    """Send one step from the page as it is now."""
    request = the_request(browser.office)
    sent = {"version": request.version, "go": "next", **(TYPED[step] if fields is None else fields), **more}
    return browser.post(f"/requests/{request.id}/edit/{step}", sent)


def filled(browser: Browser) -> Request:
    """A draft with every step typed."""
    begun(browser)
    for step in TYPED:
        send(browser, step)
    return the_request(browser.office)


def submitted(browser: Browser) -> Answer:
    """What a clerk sees after submitting the filled draft."""
    request = filled(browser)
    return browser.post(f"/requests/{request.id}/submit", {"version": request.version})
