"""What an assignment costs and who pays which part, in whole yen."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CostShare:
    """One payer's part of an assignment's cost."""

    municipality: str
    yen: int


def cost(months: Mapping[str, int], half_day_yen: int) -> int:
    """Yen for all half-days at one rate."""
    return sum(months.values()) * half_day_yen


def shares(
    total: int, *, prefecture: str, prefecture_share: int, municipalities: tuple[str, ...]
) -> tuple[CostShare, ...]:
    """Split yen: the municipalities pay equal parts of what the prefecture's share (per cent) leaves.

    Parts are rounded down; the yen left over by rounding are the prefecture's, so that the parts always add up.
    """
    each = total * (100 - prefecture_share) // 100 // len(municipalities)
    towns = tuple(CostShare(code, each) for code in municipalities)
    return (CostShare(prefecture, total - each * len(municipalities)), *towns)
