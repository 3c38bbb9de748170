"""Use cases decide anew when another change came first."""

import pytest

from chalicelib.domain.errors import LostRace, NotFound, StaleVersion
from chalicelib.service.office import TRIES, settled


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses between tries take no time here."""
    monkeypatch.setattr("chalicelib.service.office.time.sleep", lambda _: None)


@pytest.mark.parametrize(("losses", "calls"), [(0, 1), (1, 2), (TRIES - 1, TRIES)])
def test_a_lost_race_is_run_again(losses: int, calls: int) -> None:
    """Until it is won."""
    ran = []

    @settled
    def use_case(name: str) -> str:
        ran.append(name)
        if len(ran) <= losses:
            raise LostRace("first")
        return name

    assert (use_case("x"), len(ran)) == ("x", calls)


@pytest.mark.parametrize("error", [StaleVersion, NotFound])
def test_a_refusal_is_not_tried_again(error: type[Exception]) -> None:
    """What was decided stands."""
    ran = []

    @settled
    def use_case() -> None:
        ran.append(1)
        raise error("no")

    with pytest.raises(error):
        use_case()

    assert len(ran) == 1


def test_a_race_that_is_never_won_ends() -> None:
    """After the last try the loss is told."""
    ran = []

    @settled
    def use_case() -> None:
        ran.append(1)
        raise LostRace("always")

    with pytest.raises(LostRace):
        use_case()

    assert len(ran) == TRIES
