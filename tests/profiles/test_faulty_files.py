"""What is missing from a profile, or cannot be read, is named with its file and line."""

import pytest

from chalicelib.profiles import load
from tests.profiles.spoiling import Copy

FILES = (
    "profile.toml", "municipalities.csv", "places.csv", "fields.csv", "categories.csv", "skills.csv", "travel.csv",
)  # fmt: skip


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named(copy: Copy, file: str) -> None:
    """A forgotten file is the first thing another prefecture will meet."""
    (copy.folder / file).unlink()

    assert copy.faults() == (f"{file}:1: the file is missing",)


@pytest.mark.parametrize(
    ("file", "right", "wrong", "fault"),
    [
        ("municipalities.csv", ",population,", ",people,", "1: column population is missing"),
        ("travel.csv", ",reason", ",why", "1: column reason is missing"),
        ("fields.csv", "台帳,Registers", "台帳", "3: 2 cells where there are 3 columns"),
        ("fields.csv", "Registers", "Registers, lists", "3: 4 cells where there are 3 columns"),
        ("profile.toml", "project = 12\n", "", "25: project is missing from [caps]"),
        ("profile.toml", 'office = "見本県 本庁"', "office = [1, 2]", "13: office is missing from [contact]"),
        ("profile.toml", "answer_working_days = 5", "", "1: answer_working_days is missing"),
        ("profile.toml", "[rates]", "[prices]", "1: section [rates] is missing or empty"),
        ("profile.toml", 'hama = "浜"\nyama = "山"', "", "34: section [areas] is missing or empty"),
        ("profile.toml", "yen = 20000", "yen =", "31: Invalid value (at line 31, column 15)"),
    ],
)
def test_a_missing_column_cell_key_or_section_is_named(
    copy: Copy, file: str, right: str, wrong: str, fault: str
) -> None:
    """The form of the files comes before what they say."""
    copy.spoil(file, right, wrong)

    assert copy.faults() == (f"{file}:{fault}",)


def test_gaps_in_several_files_are_named_at_once(copy: Copy) -> None:
    """Nobody has to run the check once a file."""
    (copy.folder / "skills.csv").unlink()
    copy.spoil("profile.toml", "project = 12\n", "")

    assert copy.faults() == ("profile.toml:25: project is missing from [caps]", "skills.csv:1: the file is missing")


def test_a_file_that_is_not_utf8_is_named_with_the_line(copy: Copy) -> None:
    """Spreadsheets like to save in Shift_JIS."""
    (copy.folder / "fields.csv").write_bytes("code,name,name_en\ncounter,窓口,Counter\n".encode("cp932"))

    assert copy.faults() == ("fields.csv:2: the text is not UTF-8",)


@pytest.mark.parametrize("file", ["municipalities.csv", "fields.csv", "categories.csv", "skills.csv"])
def test_a_table_without_rows_is_named(copy: Copy, file: str) -> None:
    """Every prefecture has municipalities and fields."""
    header, _, _ = (copy.folder / file).read_text("utf-8").partition("\n")
    (copy.folder / file).write_text(f"{header}\n", "utf-8")

    assert copy.faults() == (f"{file}:1: there are no rows",)


def test_a_prefecture_without_islands_is_no_fault(copy: Copy) -> None:
    """places.csv and travel.csv may hold their headers alone."""
    (copy.folder / "places.csv").write_text("code,name,kana,municipality\n", "utf-8")
    (copy.folder / "travel.csv").write_text("from,to,minutes,onward,reason\n", "utf-8")

    assert load(str(copy.folder)).places == {}


def test_what_spreadsheets_add_is_no_fault(copy: Copy) -> None:
    """A byte order mark, carriage returns, a blank line at the end."""
    path = copy.folder / "fields.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")

    assert list(load(str(copy.folder)).fields) == ["counter", "records"]
