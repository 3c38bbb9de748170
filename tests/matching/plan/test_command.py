"""The plan command: a file in, a summary and a JSON plan out, faults with their place."""

import json
from pathlib import Path
from typing import Any

import pytest

from matching.__main__ import main

ROUND: dict[str, Any] = {
    "months": ["2026-12", "2027-01"],
    "experts": [
        {"id": "expert-01", "capacity": {"2026-12": 4, "2027-01": 2}},
        {"id": "expert-02", "capacity": {"2026-12": 2}},
    ],
    "requests": [
        {"id": "R08-0001", "effort": {"2026-12": 4}, "group": "Uchiko"},
        {"id": "R08-0002", "effort": {"2026-12": 2, "2027-01": 2}, "groups": {"Ozu": 3, "Uchiko": 1}, "places": 1},
    ],
    "pairs": [
        {"expert": "expert-01", "request": "R08-0001", "score": 900},
        {"expert": "expert-01", "request": "R08-0002", "score": 700},
        {"expert": "expert-02", "request": "R08-0002", "score": 600, "effort": {"2026-12": 1}},
    ],
    "previous": [["expert-01", "R08-0002"]],
    "settings": {"floor": 0.5},
}


def written(folder: Path, content: object, *, indent: int | None = 1) -> str:
    """A file with this content."""
    path = folder / "round.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content, indent=indent), encoding="utf-8")
    return str(path)


def test_a_round_is_planned_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The summary says what was placed and that it is proven; the JSON names everything by its id."""
    out = tmp_path / "plan.json"
    assert main(["plan", written(tmp_path, ROUND), "--out", str(out)]) == 0
    document = json.loads(out.read_text(encoding="utf-8"))
    assert document["pairs"] == [["expert-01", "R08-0001"], ["expert-02", "R08-0002"]]
    assert document["objective"] == document["bound"] == 1500
    assert set(document["utility"]) == {"Uchiko", "Ozu"}
    said = capsys.readouterr().out
    assert "派遣 2件" in said
    assert "これより良い計画がない" in said


def test_english_and_a_reason_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--why explains a pair that is not in the plan."""
    assert main(["plan", written(tmp_path, ROUND), "--language", "en", "--why", "expert-01", "R08-0002"]) == 0
    said = capsys.readouterr().out
    assert "proven: no plan is better" in said
    assert "Choosing expert-01 for R08-0002" in said


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"months": ["2026-12", "2026-12"]}, "months[1]"),
        ({"months": []}, "months"),
        ({"experts": [{"id": "a", "capacity": {}}, {"id": "a", "capacity": {}}]}, "experts[1].id"),
        ({"experts": [{"id": "expert-01", "capacity": {"2026-12": -1}}]}, "experts[0].capacity.2026-12"),
        ({"pairs": [{"expert": "nobody", "request": "R08-0001", "score": 1}]}, "pairs[0].expert"),
        ({"pairs": [{"expert": "expert-01", "request": "R08-0001", "score": 1.5}]}, "pairs[0].score"),
        ({"pairs": 3}, "pairs"),
        ({"pinned": [["expert-02", "R08-0001"]]}, "not eligible"),
        ({"pinned": [["expert-02"]]}, "pinned[0]"),
        ({"settings": {"floor": "high"}}, "settings.floor"),
        ({"settings": {"flor": 1}}, "settings.flor"),
        ({"weather": "fine"}, "weather"),
        ({"requests": [{"id": "r", "effort": {"2030-01": 1}, "group": "g"}]}, "requests[0].effort.2030-01"),
        ({"requests": [{"id": "r", "effort": {}}]}, "group"),
    ],
)
def test_a_faulty_file_is_refused_with_place_and_line(
    change: dict[str, Any], place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 2, the place by name, and its line."""
    assert main(["plan", written(tmp_path, ROUND | change)]) == 2
    said = capsys.readouterr().err
    assert place in said
    assert "line " in said


def test_the_line_is_that_of_the_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The reader of the message finds the number 1.5 in that very line."""
    text = json.dumps(ROUND, indent=1).replace('"score": 700', '"score": 1.5')
    assert main(["plan", written(tmp_path, text)]) == 2
    line = int(capsys.readouterr().err.split("line ")[1].split(",")[0])
    assert "1.5" in text.splitlines()[line - 1]


@pytest.mark.parametrize("text", ["{", '{"months": NaN}', "[]", "[" * 100_000, ""])
def test_what_is_no_round_is_refused(text: str, tmp_path: Path) -> None:
    """Broken JSON, NaN, a list, nesting without end, nothing at all."""
    assert main(["plan", written(tmp_path, text)]) == 2


def test_a_missing_or_unreadable_file_is_refused(tmp_path: Path) -> None:
    """No file, and a file that is no text."""
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    assert main(["plan", str(tmp_path / "nothing")]) == 2
    assert main(["plan", str(tmp_path / "bytes")]) == 2


def test_a_generalised_assignment_file_is_solved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two agents, three jobs, at least cost."""
    assert (
        main(
            ["plan", written(tmp_path, "2 3\n4 1 3\n2 9 8\n1 1 1\n1 1 1\n2 2\n"), "--format", "gap", "--language", "en"]
        )
        == 0
    )
    assert "objective -6, bound -6" in capsys.readouterr().out


def test_an_affinity_matrix_is_solved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Three reviewers a paper, the worst-off paper first."""
    rows = "\n".join(" ".join("1.0" if (row + column) % 2 else "0.25" for column in range(6)) for row in range(4))
    assert main(["plan", written(tmp_path, f"4 6\n{rows}\n"), "--format", "affinity", "--language", "en"]) == 0
    assert "12 placed" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["2 3\n1 2", "2 x", "0 3", "1 1\n1\n1\n1\n9", "1 1\nnan\n1\n1"])
def test_a_broken_matrix_file_names_its_line(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Too short, too long, no number, no count, not finite."""
    assert main(["plan", written(tmp_path, text), "--format", "gap"]) == 2
    assert "line " in capsys.readouterr().err
