"""What the engine refuses: every faulty value, with the place where it stands."""

from typing import Any

import pytest

from matching import Fault, FieldNeed, Parameters, Weights, rank
from tests.matching.builders import PROCUREMENT, a_need, an_expert

NEEDS: list[tuple[dict[str, Any], str]] = [
    ({"fields": (PROCUREMENT, PROCUREMENT)}, "fields: must be distinct, but 'procurement' stands twice"),
    ({"months": (("2026-12", 1), ("2026-12", 2))}, "months: must be distinct, but '2026-12' stands twice"),
    ({"months": (("2026-13", 1),)}, "months: must be a month such as 2026-12, not '2026-13'"),
    ({"months": (("2026-12", 0),)}, "months.2026-12: must be a whole number from 1 to 62, not 0"),
    ({"months": (("2026-12", 3000),)}, "months.2026-12: must be a whole number from 1 to 62, not 3000"),
    ({"mode": "by_boat"}, "mode: must be one of on_site, online, either, not 'by_boat'"),
    ({"place": ""}, "place: must be a text, not ''"),
    ({"unwanted": frozenset({""})}, "unwanted: must be a text, not ''"),
    ({"waived": frozenset({("expert-01", "age")})}, "waived: must be one of conflict, inactive"),
]
EXPERTS: list[tuple[dict[str, Any], str]] = [
    ({"identity": ""}, "id: must be a text, not ''"),
    ({"levels": {"procurement": 6}}, "levels.procurement: must be a whole number from 0 to 5, not 6"),
    ({"levels": {"procurement": True}}, "levels.procurement: must be a whole number from 0 to 5, not True"),
    ({"free": {"December": 1}}, "free: must be a month such as 2026-12, not 'December'"),
    ({"free": {"2026-12": float("nan")}}, "free.2026-12: must be a whole number, not nan"),
    ({"cap_left": {"2026-12": 1.5}}, "cap_left.2026-12: must be a whole number, not 1.5"),
    ({"minutes": -1}, "minutes: must be a whole number from 0, not -1"),
    ({"online": "yes"}, "online: must be true or false, not 'yes'"),
    ({"active_from": "2026"}, "active_from: must be a month such as 2026-12, not '2026'"),
    ({"active_to": ""}, "active_to: must be a month such as 2026-12, not ''"),
    ({"known": -1}, "known: must be a whole number from 0, not -1"),
    ({"engaged": None}, "engaged: must be a whole number from 0, not None"),
    ({"conflicts": ("",)}, "conflicts: must be a text, not ''"),
]
PARAMETERS: list[tuple[dict[str, Any], str]] = [
    ({"version": ""}, "version: must be a text, not ''"),
    ({"online": 1001}, "online: must be a whole number from 0 to 1000, not 1001"),
    ({"same_municipality": -1}, "same_municipality: must be a whole number from 0 to 1000, not -1"),
    ({"travel": ((-1, 5),)}, r"travel\[0\]: must be a whole number from 0 to 1440, not -1"),
    ({"travel": ((30, 900),), "same_municipality": 800}, r"travel\[0\]: must be a whole number from 0 to 800, not 900"),
    ({"travel": ((30, 900), (30, 800))}, r"travel\[1\]: must be further and worth no more than the last"),
    ({"travel": ((30, 800), (60, 900))}, r"travel\[1\]: must be further and worth no more than the last"),
]


@pytest.mark.parametrize(("but", "message"), NEEDS)
def test_a_faulty_need_is_refused(but: dict[str, Any], message: str) -> None:
    """The message names the place, what it must be and what it is."""
    with pytest.raises(Fault, match=message):
        a_need(**but)


@pytest.mark.parametrize(("but", "message"), EXPERTS)
def test_a_faulty_expert_is_refused(but: dict[str, Any], message: str) -> None:
    """So that no score is computed from nonsense."""
    with pytest.raises(Fault, match=message):
        an_expert(**but)


@pytest.mark.parametrize(("but", "message"), PARAMETERS)
def test_faulty_parameters_are_refused(but: dict[str, Any], message: str) -> None:
    """A place value never rises with the distance."""
    with pytest.raises(Fault, match=message):
        Parameters(**{"version": "tried", **but})


@pytest.mark.parametrize("faulty", [{"level": 0}, {"level": 6}, {"weight": 0}, {"weight": 2.0}, {"code": ""}])
def test_a_field_is_needed_at_a_level_and_with_a_weight_from_1_to_5(faulty: dict[str, Any]) -> None:
    """Each is named."""
    with pytest.raises(Fault, match=f"{next(iter(faulty))}: must be"):
        FieldNeed(**{"code": "procurement", "level": 3, "weight": 5, **faulty})


def test_weights_may_not_all_be_0() -> None:
    """Nothing could be divided by their sum."""
    with pytest.raises(Fault, match="skill: must be above 0 when all others are 0, not 0"):
        Weights(0, 0, 0, 0)


def test_a_negative_number_of_explained_is_refused() -> None:
    """It would explain all but the last."""
    with pytest.raises(Fault, match="explained: must be a whole number from 0, not -1"):
        rank(a_need(), [an_expert()], explained=-1)
