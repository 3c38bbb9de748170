"""The code knows no prefecture: whatever is one prefecture's own stands in its profile and in the sample."""

import re
from collections.abc import Iterator
from pathlib import Path

from chalicelib.domain.profile import Profile

ROOT = Path(__file__).parents[2]
ROOMS = ("app.py", "chalicelib", "matching", "infra")
TEXTS = {".py", ".html", ".txt", ".css", ".js", ".toml", ".csv", ".json", ".yaml"}


def own_words(profile: Profile) -> re.Pattern[str]:
    """Names in Japanese with and without 県, 市, 町, 村; names in letters; codes; areas; places."""
    offices = (profile.prefecture, *profile.municipalities.values())
    names = {name for office in offices for name in (office.name, office.name.rstrip("県市町村"))}
    letters = {rf"\b{office.romaji}\b" for office in offices}
    codes = {office.code for office in offices}
    places = {place.name for place in profile.places.values()}
    longest_first = sorted(names | letters | codes | places | set(profile.areas.values()), key=len, reverse=True)
    return re.compile("|".join(longest_first))


def code_outside(*exceptions: str) -> Iterator[Path]:
    for room in ROOMS:
        path = ROOT / room
        for file in (path, *sorted(path.rglob("*"))):
            inside = any(file.is_relative_to(ROOT / exception) for exception in exceptions)
            if file.suffix in TEXTS and file.is_file() and not inside:
                yield file


def test_no_name_or_code_of_the_prefecture_stands_in_the_code(ehime: Profile) -> None:
    """A second prefecture finds nothing to replace outside its own folder."""
    own = own_words(ehime)

    found = [
        f"{file.relative_to(ROOT)}:{number}: {match[0]}"
        for file in code_outside("chalicelib/profiles/ehime", "infra/sample")
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        for match in own.finditer(line)
    ]

    assert not found, "\n".join(found)


def test_the_search_would_find_them(ehime: Profile) -> None:
    """The words it looks for stand in the profile itself."""
    profile = (ROOT / "chalicelib/profiles/ehime/municipalities.csv").read_text("utf-8")

    assert {"愛媛県", "松山市", "384224", "Uchiko"} <= set(own_words(ehime).findall(profile))
