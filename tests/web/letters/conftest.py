"""One set of all letters for the tests that only read them."""

import pytest

from chalicelib.domain.letter import Wording
from tests.web.letters.scenes import every_letter


@pytest.fixture(scope="package")
def letters() -> dict[str, list[Wording]]:
    """Every notice as the use cases sent it."""
    return every_letter()
