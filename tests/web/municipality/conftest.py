"""A clerk of Uchiko at the browser."""

import pytest

from chalicelib.domain.identity import Role
from chalicelib.service.office import Office
from tests.builders import UCHIKO
from tests.web.browser import Browser


@pytest.fixture
def clerk(office: Office) -> Browser:
    """Signed in for Uchiko."""
    return Browser(office).sign_in(Role.MUNICIPALITY, municipality=UCHIKO)
