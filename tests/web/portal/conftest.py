"""The expert 見本 一郎 (e01) at a browser, and a colleague (e02)."""

import pytest

from chalicelib.service.office import Office
from tests.web.browser import Browser
from tests.web.expert.offers import experts


@pytest.fixture
def expert(office: Office) -> Browser:
    """Signed in."""
    experts(office)
    return Browser(office).sign_in_expert("e01")


@pytest.fixture
def colleague(office: Office, expert: Browser) -> Browser:
    """Another expert, signed in."""
    return Browser(office).sign_in_expert("e02")
