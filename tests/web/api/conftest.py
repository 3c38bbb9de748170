"""Machines that call the API with a token of their own."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from chalicelib.service.issue_token import issue_token
from chalicelib.service.office import Office
from tests.builders import UCHIKO, an_expert, engage
from tests.web.browser import Answer, Browser


@dataclass
class Machine:
    """A caller with a bearer token."""

    browser: Browser
    token: str

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """One call with a JSON body, or with bytes as they are."""
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        return self.browser.send(
            method, path, raw, authorization=f"Bearer {self.token}", content_type="application/json", **headers
        )

    def get(self, path: str) -> Answer:
        """A GET."""
        return self.call("GET", path)

    def post(self, path: str, body: Any) -> Answer:
        """A POST."""
        return self.call("POST", path, body)


@pytest.fixture
def secretariat(office: Office, browser: Browser) -> Machine:
    """The secretariat's machine, with two experts to share."""
    engage(office, an_expert(), an_expert("例示 花子", email="hanako@experts.example.jp", levels={"field-13": 3}))
    return Machine(browser, issue_token(office, role="secretariat"))


@pytest.fixture
def town(office: Office, browser: Browser) -> Machine:
    """Uchiko's machine."""
    return Machine(browser, issue_token(office, role="municipality", municipality=UCHIKO))


@pytest.fixture
def asked() -> dict[str, Any]:
    """What a town sends to file a request."""
    return {
        "title": "窓口予約システムの調達仕様書づくり",
        "situation": "仕様書の作り方がわかる職員がいません。",
        "wish": "公正な調達ができるようになりたい。",
        "kind": "accompaniment",
        "stage": "procurement",
        "category": "plan-1",
        "municipalities": [UCHIKO],
        "fields": [{"code": "field-13", "level": 3, "weight": 3, "mandatory": True}],
        "months": {"2026-12": 4, "2027-01": 4},
        "mode": "either",
        "places": 1,
        "officer": {
            "name": "内子 花子",
            "department": "総務課",
            "email": "hanako@uchiko.example.jp",
            "telephone": "0893-00-0000",
        },
    }
