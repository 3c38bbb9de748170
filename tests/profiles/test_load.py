"""A profile is read from its folder, whatever the prefecture."""

import pytest

from chalicelib.domain.errors import ProfileInvalid
from chalicelib.domain.profile import Profile, Retention
from chalicelib.profiles import load


def test_a_prefecture_of_three_municipalities_and_two_fields_loads_from_a_path(tiny: Profile) -> None:
    """Nothing but data makes another prefecture."""
    assert tiny.key == "profile_tiny"
    assert [municipality.name for municipality in tiny.municipalities.values()] == ["例示市", "手本町", "試作村"]
    assert [field.name for field in tiny.fields.values()] == ["窓口", "台帳"]
    assert (tiny.prefecture.name, tiny.names.expert, tiny.caps.project) == ("見本県", "助言者", 12)
    assert tiny.retention == Retention(case=3, expert=10)


def test_a_prefecture_loads_by_its_key(ehime: Profile) -> None:
    """The profile that comes with the service has all its municipalities and the words they know."""
    assert (ehime.key, len(ehime.municipalities), len(ehime.places)) == ("ehime", 20, 4)
    assert (len(ehime.fields), len(ehime.categories), len(ehime.skills)) == (35, 7, 13)


def test_a_key_without_a_folder_names_the_known_ones() -> None:
    """Whoever mistypes the setting reads what is there."""
    with pytest.raises(ProfileInvalid, match=r"^nowhere: no folder of this name; known profiles: ehime$"):
        load("nowhere")


def test_every_code_has_a_name(tiny: Profile) -> None:
    """Sentences can name fields, offices and islands alike."""
    words = tiny.words()

    assert words["counter"] == "窓口"
    assert words["990001"] == "見本県"
    assert words["993026-hanare"] == "試作村離島"
