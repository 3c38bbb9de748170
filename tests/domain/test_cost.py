"""Who pays what."""

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.cost import CostShare, cost, shares

towns = st.integers(1, 20).map(lambda count: tuple(f"38{place:04d}" for place in range(count)))


def test_two_towns_pay_equal_halves_of_what_the_prefecture_leaves() -> None:
    """200,000 yen at a share of 50 per cent: 100,000 by the prefecture, 50,000 by each town."""
    total = cost({"2026-12": 4, "2027-01": 4}, 25_000)

    assert shares(total, prefecture="380008", prefecture_share=50, municipalities=("384224", "382078")) == (
        CostShare("380008", 100_000),
        CostShare("384224", 50_000),
        CostShare("382078", 50_000),
    )


def test_the_odd_yen_is_the_prefectures() -> None:
    """What cannot be divided among three towns is never theirs."""
    parts = shares(1_000, prefecture="380008", prefecture_share=0, municipalities=("a", "b", "c"))

    assert [part.yen for part in parts] == [1, 333, 333, 333]


@settings(derandomize=True)
@given(total=st.integers(0, 10**9), share=st.integers(0, 100), municipalities=towns)
def test_the_parts_always_add_up(total: int, share: int, municipalities: tuple[str, ...]) -> None:
    """Nobody pays less than nothing, every town the same, and the sum is the cost to the yen."""
    first, *others = shares(total, prefecture="380008", prefecture_share=share, municipalities=municipalities)

    assert first.yen + sum(part.yen for part in others) == total
    assert first.yen >= total * share // 100
    assert len({part.yen for part in others}) == 1
    assert others[0].yen >= 0
    assert tuple(part.municipality for part in others) == municipalities
