"""The site on an office in memory, and browsers to walk it."""

import pytest

from chalicelib.service.office import Office
from chalicelib.web.counter import counter
from tests.builders import memory_office
from tests.web.browser import Browser


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office in memory behind the app's counter."""
    office = memory_office()
    monkeypatch.setattr(counter, "office", lambda: office)
    monkeypatch.setattr(counter, "base_path", lambda: "")
    return office


@pytest.fixture
def browser(office: Office) -> Browser:
    """A browser nobody has signed in with."""
    return Browser(office)
