"""Whoever waits for a page or for an answer of the API has one time for all calls of the store that it needs."""

from itertools import count

import pytest

from chalicelib import bootstrap
from chalicelib.adapters.patience import ANSWER_S
from chalicelib.settings import from_environment
from chalicelib.web import cookies
from chalicelib.web.counter import counter
from tests.web.browser import Browser

ENVIRONMENT = {
    "SUKETTO_TABLE": "suketto",
    "SUKETTO_BASE_URL": "http://127.0.0.1:8000",
    # Nobody listens there.
    "AWS_ENDPOINT_URL_DYNAMODB": "http://127.0.0.1:1",
    "AWS_ACCESS_KEY_ID": "nobody",
    "AWS_SECRET_ACCESS_KEY": "nobody",
    "AWS_DEFAULT_REGION": "ap-northeast-1",
}
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The app as it is wired, by a clock for which every call of the store comes too late; those that begin anyhow."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    moments = count(0, int(ANSWER_S) + 1)
    monkeypatch.setattr(bootstrap.patience, "_timer", lambda: next(moments))
    office, begun = bootstrap.joined(from_environment()), list[str]()
    client = office.doors.table.client  # type: ignore[attr-defined]
    client.meta.events.register_last("before-send.dynamodb", lambda request, **_: begun.append(request.url))
    monkeypatch.setattr(counter, "office", lambda: office)
    monkeypatch.setattr(counter, "base_path", lambda: "")
    return begun


@pytest.mark.parametrize(
    ("method", "path", "given"),
    [
        ("GET", "/requests", {}),
        ("POST", "/requests", {"content_type": FORM, "sec_fetch_site": "same-origin"}),
        ("GET", "/v1/requests", {"authorization": "Bearer token"}),
        ("POST", "/v1/requests", {"authorization": "Bearer token", "content_type": "application/json"}),
    ],
)
def test_no_call_of_the_store_begins_once_the_answer_is_due(
    late: list[str], method: str, path: str, given: dict[str, str]
) -> None:
    """The answer says when to try again, at once."""
    answer = Browser(counter.office(), {cookies.SESSION: "token"}).send(method, path, b"", **given)

    assert answer.status == 503
    assert late == []
