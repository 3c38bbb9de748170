"""An office at work behind the counter."""

from collections.abc import Iterator

import pytest

from chalicelib.web.counter import counter
from tests.web.seeded import Seeded, seeded


@pytest.fixture(scope="module")
def seed() -> Iterator[Seeded]:
    """One office for the whole module: seeding takes longer than any test of it."""
    with pytest.MonkeyPatch.context() as patch:
        seed = seeded()
        patch.setattr(counter, "office", lambda: seed.office)
        patch.setattr(counter, "base_path", lambda: "")
        yield seed


@pytest.fixture
def world(seed: Seeded) -> Seeded:
    """The same, as it was at first."""
    seed.put_back()
    return seed
