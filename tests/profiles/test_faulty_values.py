"""Each wrong value in a profile is named with its file and line."""

import pytest

from tests.profiles.spoiling import Copy


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("992011,", "99201,", "3: code 99201 is not six digits"),
        ("992011,", "992012,", "3: code 992012 has a wrong check digit: 1 is right"),
        ("992011,", "382019,", "3: code 382019 does not belong to the prefecture 990001"),
        ("992011,", ",", "3: code is empty"),
        ("992011,例示市", "992011,", "3: name is empty"),
        ("992011,例示市", "992011,手本町", "4: name 手本町 stands in municipalities.csv:3 already"),
        ("993018,手本町", "992011,手本町", "4: code 992011 stands in municipalities.csv:3 already"),
        ("Tehon,town", "Tehon,borough", "4: kind is borough, not one of prefecture, city, town, village"),
        ("Tehon,town", "Tehon,prefecture", "4: the prefecture, and nothing else, stands in the first row"),
        ("Mihon,prefecture", "Mihon,city", "2: the prefecture, and nothing else, stands in the first row"),
        ("yama", "sora", "4: area is sora, not one of hama, yama"),
        ("8765", "many", "4: population is not a whole number: many"),
        ("8765", "８７６５", "4: population is not a whole number: ８７６５"),
        ("8765", "-1", "4: population is -1, not within 0 to 20000000"),
        ("35.2000", "north", "4: latitude is not a number: north"),
        ("35.2000", "135.0", "4: latitude is 135.0, not within 20 to 46"),
        ("135.0100", "", "3: longitude is empty"),
        ("0,1\n", "0,0\n", "3: row 0, column 0 stands in municipalities.csv:2 already"),
        ("0,1\n", "0,right\n", "3: column is not a whole number: right"),
    ],
)
def test_a_wrong_municipality_is_named(copy: Copy, right: str, wrong: str, fault: str) -> None:
    """Codes check themselves, areas exist, and no two share a name or a tile of the map."""
    copy.spoil("municipalities.csv", right, wrong)

    assert f"municipalities.csv:{fault}" in copy.faults()


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("records,", "counter,", "fields.csv:3: code counter stands in fields.csv:2 already"),
        ("records,", "reform,", "categories.csv:2: code reform stands in fields.csv:3 already"),
        ("records,", "台帳,", "fields.csv:3: code 台帳 is not made of small letters, digits, dots and hyphens"),
        ("台帳", "", "fields.csv:3: name is empty"),
        ("Registers", "", "fields.csv:3: name_en is empty"),
    ],
)
def test_a_wrong_term_is_named(copy: Copy, right: str, wrong: str, fault: str) -> None:
    """A code means one thing in the whole profile."""
    copy.spoil("fields.csv", right, wrong)

    assert copy.faults() == (fault,)


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        (",993026\n", ",993034\n", "2: municipality 993034 is not in municipalities.csv"),
        ("993026-hanare", "hanare", "2: code hanare is not written 993026-name, in small letters"),
        ("993026-hanare", "993026-oki", "2: travel.csv has no leg onward from 993026-oki"),
        ("試作村離島", "", "2: name is empty"),
    ],
)
def test_a_wrong_place_is_named(copy: Copy, right: str, wrong: str, fault: str) -> None:
    """An island belongs to a municipality, and there is a way to it."""
    copy.spoil("places.csv", right, wrong)

    assert f"places.csv:{fault}" in copy.faults()


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("992011,993018", "992020,993018", "2: from is 992020, which is not in the profile"),
        ("992011,993018", "992011,993018-oki", "2: to is 993018-oki, which is not in the profile"),
        ("992011,993018", "992011,992011", "2: the leg begins and ends at 992011"),
        ("ferry\n", "ferry\n993018,992011,30,no,again\n", "4: the leg between 993018 and 992011 is given twice"),
        ("45", "soon", "2: minutes is not a whole number: soon"),
        ("45", "0", "2: minutes is 0, not within 1 to 1440"),
        ("45,no", "45,perhaps", "2: onward is perhaps, not one of yes, no"),
        ("ferry", "", "3: reason is empty"),
    ],
)
def test_a_wrong_leg_is_named(copy: Copy, right: str, wrong: str, fault: str) -> None:
    """A leg has two known ends, minutes and a reason."""
    copy.spoil("travel.csv", right, wrong)

    assert f"travel.csv:{fault}" in copy.faults()


def test_ways_onward_that_turn_in_a_circle_are_named(copy: Copy) -> None:
    """Nobody would ever arrive."""
    copy.spoil("travel.csv", "45,no", "45,yes")
    copy.spoil("travel.csv", "ferry\n", "ferry\n993018,993026,60,yes,hills\n993026,992011,50,yes,coast\n")

    assert copy.faults() == (
        "travel.csv:2: the ways onward from 992011 lead back to it",
        "travel.csv:4: the ways onward from 993018 lead back to it",
        "travel.csv:5: the ways onward from 993026 lead back to it",
    )


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('version = "1"', 'version = ""', "1: version is empty"),
        ("working_days = 5", "working_days = 0", "2: answer_working_days is 0, not within 1 to 60"),
        ('centre = "相談所"', 'centre = " "', "8: centre is empty"),
        ("soudan@mihon.example.jp", "soudan", "23: centre is not an e-mail address: soudan"),
        ("expert_month = 10", "expert_month = 63", "26: expert_month is 63, not within 1 to 62"),
        ("project = 12", "project = 1.5", "28: project is not a whole number: 1.5"),
        ("half_day_yen = 20000", "half_day_yen = 0", "31: half_day_yen is 0, not within 1 to 1000000"),
        ("share = 100", "share = 101", "32: prefecture_share is 101, not within 0 to 100"),
        ('yama = "山"', 'yama = ""', "36: yama is empty"),
        ("km_per_hour = 60", "km_per_hour = 0", "41: km_per_hour is 0, not within 1 to 300"),
    ],
)
def test_a_wrong_particular_is_named(copy: Copy, right: str, wrong: str, fault: str) -> None:
    """Names are there, addresses can be written to, caps and rates are within reason."""
    copy.spoil("profile.toml", right, wrong)

    assert copy.faults() == (f"profile.toml:{fault}",)


def test_all_wrong_values_are_named_at_once(copy: Copy) -> None:
    """One run tells everything there is to mend, file by file and line by line."""
    copy.spoil("profile.toml", "project = 12", "project = 0")
    copy.spoil("municipalities.csv", "8765", "many")
    copy.spoil("municipalities.csv", "992011,例示市", "992011,")
    copy.spoil("travel.csv", "45", "soon")

    assert copy.faults() == (
        "municipalities.csv:3: name is empty",
        "municipalities.csv:4: population is not a whole number: many",
        "profile.toml:28: project is 0, not within 1 to 9999",
        "travel.csv:2: minutes is not a whole number: soon",
    )
