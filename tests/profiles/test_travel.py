"""Travel times: a formula on distances, and rows where the formula is wrong."""

from itertools import permutations

import pytest

from chalicelib.domain.profile import Profile


def test_minutes_follow_the_stated_formula(tiny: Profile) -> None:
    """0.2 degrees of latitude are 22.24 km; with a detour of 1.5 at 60 km/h 33.4 minutes, and 10 at the ends."""
    assert tiny.minutes("990001", "993018") == 43


def test_a_row_replaces_the_formula_in_both_directions(tiny: Profile) -> None:
    """The closed bridge counts whichever way one goes."""
    assert tiny.minutes("992011", "993018") == tiny.minutes("993018", "992011") == 45


def test_a_row_for_two_ends_leaves_all_other_ways_alone(tiny: Profile) -> None:
    """The village does not travel over the closed bridge."""
    assert tiny.minutes("993018", "993026") == 74


def test_an_island_is_reached_over_its_leg_onward(tiny: Profile) -> None:
    """To the island: to the village's office, and the ferry."""
    assert tiny.minutes("990001", "993026-hanare") == tiny.minutes("990001", "993026") + 30


def test_nobody_travels_within_one_place(tiny: Profile) -> None:
    """Zero minutes, also on an island."""
    assert tiny.minutes("993018", "993018") == tiny.minutes("993026-hanare", "993026-hanare") == 0


def test_every_ordered_pair_has_its_minutes_and_both_directions_agree(ehime: Profile) -> None:
    """Twenty offices, the prefecture's and four places: nobody meets a gap."""
    everywhere = (ehime.prefecture.code, *ehime.municipalities, *ehime.places)

    assert set(ehime.travel) == set(permutations(everywhere, 2))
    assert all(ehime.travel[one, other] == ehime.travel[other, one] for one, other in ehime.travel)


def test_the_quickest_of_several_legs_onward_is_taken(ehime: Profile) -> None:
    """Kumakogen is reached from the north through Tobe and from the south through Uchiko."""
    tobe, uchiko, kumakogen = "384020", "384224", "383864"

    assert ehime.minutes("382019", kumakogen) == ehime.minutes("382019", tobe) + ehime.minutes(tobe, kumakogen)
    assert ehime.minutes("382035", kumakogen) == ehime.minutes("382035", uchiko) + ehime.minutes(uchiko, kumakogen)


@pytest.mark.parametrize(
    ("place", "least", "most"),
    [
        ("384224", 40, 60),
        ("382035", 75, 100),
        ("382132", 75, 100),
        ("383562", 130, 180),
        ("382019-nakajima", 75, 120),
        ("382035-hiburijima", 150, 200),
        ("384429", 80, 100),
        ("383864", 50, 70),
        ("385069", 125, 160),
    ],
)
def test_journeys_from_the_prefectural_office_take_what_people_know(
    ehime: Profile, place: str, least: int, most: int
) -> None:
    """Towns, islands, the peninsula, the high valley and the far south: within what one plans for."""
    assert least <= ehime.minutes("380008", place) <= most
