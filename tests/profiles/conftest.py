"""The two profiles the tests speak of."""

from pathlib import Path

import pytest

from chalicelib.domain.profile import Profile
from chalicelib.profiles import load
from tests.profiles.spoiling import TINY, Copy


@pytest.fixture(scope="session")
def tiny() -> Profile:
    return load(str(TINY))


@pytest.fixture(scope="session")
def ehime() -> Profile:
    return load("ehime")


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)
