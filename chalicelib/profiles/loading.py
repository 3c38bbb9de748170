"""Reading a whole profile: first the form of all its files, then what they say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from chalicelib.domain.errors import ProfileInvalid
from chalicelib.domain.profile import Profile
from chalicelib.profiles import offices, particulars, places, terms, travel
from chalicelib.profiles.entry import Entry, refuse_repeats
from chalicelib.profiles.files import rows_of
from chalicelib.profiles.network import Network
from chalicelib.profiles.sections import TOP, read_sections

HOME = Path(__file__).parent
COLUMNS = {
    "municipalities.csv": offices.COLUMNS,
    "places.csv": places.COLUMNS,
    "fields.csv": terms.COLUMNS,
    "categories.csv": terms.COLUMNS,
    "skills.csv": terms.COLUMNS,
    "travel.csv": travel.COLUMNS,
}
CODED = tuple(file for file, columns in COLUMNS.items() if "code" in columns)
MAY_BE_EMPTY = ("places.csv", "travel.csv")

Sections = Mapping[str, Entry]
Sheets = Mapping[str, Sequence[Entry]]


def load(key_or_path: str) -> Profile:
    """The profile of this name beside this file, or in the folder of this path; ProfileInvalid names every fault."""
    folder = _folder(key_or_path)
    faults: list[str] = []
    sections = read_sections(folder, faults)
    sheets = {file: rows_of(folder / file, columns, faults) for file, columns in COLUMNS.items()}
    _settle(faults)
    faults += [f"{file}:1: there are no rows" for file, rows in sheets.items() if not rows and file not in MAY_BE_EMPTY]
    _settle(faults)
    profile = _profile(folder.name, sections, sheets)
    network = _network(profile, sections["travel"], sheets)
    _settle(faults)
    return replace(profile, travel=network.table())


def _folder(key_or_path: str) -> Path:
    for folder in (HOME / key_or_path, Path(key_or_path)):
        if folder.is_dir():
            return folder.resolve()
    known = sorted(found.parent.name for found in HOME.glob("*/profile.toml"))
    raise ProfileInvalid([f"{key_or_path}: no folder of this name; known profiles: {', '.join(known)}"])


def _settle(faults: Sequence[str]) -> None:
    if faults:
        raise ProfileInvalid(sorted(faults, key=_file_and_line))


def _file_and_line(fault: str) -> tuple[str, int]:
    file, line, _ = fault.split(":", 2)
    return file, int(line)


def _profile(key: str, sections: Sections, sheets: Sheets) -> Profile:
    refuse_repeats((row for file in CODED for row in sheets[file]), "code")
    areas = particulars.read_areas(sections["areas"])
    prefecture, *municipalities = offices.read(sheets["municipalities.csv"], areas)
    by_code = {municipality.code: municipality for municipality in municipalities}
    return Profile(
        key=key,
        version=sections[TOP].text("version"),
        names=particulars.read_names(sections["names"]),
        contact=particulars.read_contact(sections["contact"]),
        post=particulars.read_post(sections["post"]),
        staff=particulars.read_staff(sections["staff"]),
        caps=particulars.read_caps(sections["caps"]),
        rates=particulars.read_rates(sections["rates"]),
        retention=particulars.read_retention(sections["retention"]),
        answer_working_days=particulars.read_answer_working_days(sections[TOP]),
        prefecture=prefecture,
        areas=areas,
        municipalities=by_code,
        places=places.read(sheets["places.csv"], by_code),
        fields=terms.read(sheets["fields.csv"]),
        categories=terms.read(sheets["categories.csv"]),
        skills=terms.read(sheets["skills.csv"]),
        travel={},
    )


def _network(profile: Profile, formula: Entry, sheets: Sheets) -> Network:
    offices_by_code = {profile.prefecture.code: profile.prefecture, **profile.municipalities}
    legs = travel.read_legs(sheets["travel.csv"], {*offices_by_code, *profile.places})
    onward = travel.read_onward(sheets["travel.csv"])
    places.refuse_unreachable(sheets["places.csv"], onward)
    roads = particulars.read_roads(formula)
    return Network(offices_by_code, tuple(profile.places), roads, legs, onward)
