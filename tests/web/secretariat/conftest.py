"""People of the prefecture at their browsers."""

import pytest

from chalicelib.domain.identity import Role
from chalicelib.service.office import Office
from tests.web.browser import Browser


@pytest.fixture
def secretary(office: Office) -> Browser:
    """Signed in for the secretariat."""
    return Browser(office).sign_in(Role.SECRETARIAT)


@pytest.fixture
def centre(office: Office) -> Browser:
    """Signed in for the support centre."""
    return Browser(office).sign_in(Role.CENTRE)


@pytest.fixture
def auditor(office: Office) -> Browser:
    """Signed in to audit."""
    return Browser(office).sign_in(Role.AUDITOR)
