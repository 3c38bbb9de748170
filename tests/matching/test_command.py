"""The engine on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from matching import DEFAULT, document, rank, receipt
from matching.__main__ import main
from matching.document import question
from tests.matching.builders import UCHIKO, WORDS, a_need, an_expert

POOL = [
    an_expert("expert-01", known=2),
    an_expert("expert-02", conflicts=("見本システム株式会社",), levels={"procurement": 2}),
    an_expert("expert-03", free={}),
]
NEED = a_need(waived=frozenset({("expert-02", "conflict")}))


def a_document() -> dict[str, Any]:
    """One ranked, one ranked after a waiver, one excluded."""
    return {**receipt.issue(NEED, POOL, rank(NEED, POOL), DEFAULT), "words": WORDS}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The document in a file."""
    path = tmp_path / "question.json"
    path.write_text(json.dumps(a_document()), encoding="utf-8")
    return path


def test_rank_prints_a_readable_summary(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In Japanese unless asked otherwise."""
    status = main(["rank", str(file)])

    assert status == 0
    assert capsys.readouterr().out.splitlines() == [
        "候補 2人、除外 1人（係数の版 2026-11）",
        "1位 expert-01 970点（専門性 1000、日程 1000、移動 700、実績 1000）",
        "   - 自治体システム調達：レベル3（必要3）、自治体セキュリティ：レベル4（必要4）",
        "   - 12月〜1月、毎月必要な半日4回に足りる",
        "   - 車・船で約50分",
        "   - この市町を担当したことがある（2回）",
        "2位 expert-02 553点（専門性 476、日程 1000、移動 700、実績 0）",
        "   - 自治体システム調達：レベル2（必要3）、自治体セキュリティ：登録なし（必要4）",
        "   - 12月〜1月、毎月必要な半日4回に足りる",
        "   - 車・船で約50分",
        "   - この市町を担当したことはない",
        "   - 事務局の判断で除外しない：利害関係がある（見本システム株式会社）",
        "除外 expert-03",
        "   - 12月〜1月に空いている半日がない",
    ]


def test_rank_prints_the_best_ten_and_counts_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A long list stays readable."""
    pool = [an_expert(f"expert-{number:02}") for number in range(12)]
    path = tmp_path / "many.json"
    path.write_text(json.dumps(receipt.issue(NEED, pool, rank(NEED, pool), DEFAULT)), encoding="utf-8")

    main(["rank", str(path), "--language", "en"])

    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "12 eligible, 0 excluded (parameters 2026-11)"
    assert printed[-1] == "and 2 more"


def test_rank_writes_a_receipt_that_verifies(file: Path, tmp_path: Path) -> None:
    """With the sentences that were printed."""
    main(["rank", str(file), "--out", str(tmp_path / "receipt.json")])

    written = json.loads((tmp_path / "receipt.json").read_text(encoding="utf-8"))
    assert receipt.verify(written) == ()
    assert written["shown"]["expert-02"][2] == "車・船で約50分"


def test_explain_says_why_and_why_not_the_first(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Everybody in order, the excluded last."""
    status = main(["explain", str(file), "--language", "en"])

    printed = capsys.readouterr().out.splitlines()
    assert status == 0
    assert printed[0].startswith("1. expert-01")
    assert "   - Against expert-01, the first: 970 against 553, a difference of 417" in printed[-3]
    assert printed[-2:] == ["Excluded: expert-03", "   - No free half-day in Dec 2026 to Jan 2027"]


def test_explain_can_be_asked_about_one_expert(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And writes the sentences by expert."""
    main(["explain", str(file), "--expert", "expert-03", "--out", str(tmp_path / "why.json")])

    written = json.loads((tmp_path / "why.json").read_text(encoding="utf-8"))
    assert written == {"expert-03": ["12月〜1月に空いている半日がない"]}
    assert capsys.readouterr().out.startswith("除外 expert-03")


def test_the_documented_form_is_the_one_that_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The example in the documentation can be copied."""
    lines = (document.__doc__ or "").splitlines()
    path = tmp_path / "documented.json"
    path.write_text("\n".join(lines[lines.index("    {") : lines.index("    }") + 1]), encoding="utf-8")

    status = main(["rank", str(path)])

    assert status == 0
    assert "1位 expert-01" in capsys.readouterr().out


FAULTY: dict[str, tuple[str | bytes, str]] = {
    "no JSON": ('{"need":\n  oops}', "line 2, column 3: is not JSON: Expecting value"),
    "not UTF-8": (b"\xff\xfe\xff", "document: is not JSON"),
    "a list": ("[]", "document: must be an object, not []"),
    "NaN": ('{"need": NaN}', "NaN: is no number here"),
    "a member twice": ('{"need": 1, "need": 2}', "need: stands twice in one object"),
    "nothing in it": ("{}", "need: is missing"),
    "nested without end": ("[" * 100_000, "document: is not JSON"),
}


@pytest.mark.parametrize("case", FAULTY)
def test_a_file_that_is_no_document_ends_with_status_2(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the line at fault."""
    text, message = FAULTY[case]
    path = tmp_path / "faulty.json"
    path.write_bytes(text.encode() if isinstance(text, str) else text)

    status = main(["rank", str(path)])

    assert status == 2
    assert f"{path}: {message}" in capsys.readouterr().err


CHANGED: list[tuple[tuple[str | int, ...], object, str]] = [
    (("need", "fields", 0, "level"), 7, "need.fields[0].level: must be a whole number from 1 to 5, not 7"),
    (("need", "colour"), "red", "need.colour: must be one of fields, months, mode, place, unwanted, waived"),
    (("need", "months"), [], "need.months: must be an object, not []"),
    (("need", "waived"), [["expert-01"]], "need.waived[0]: must be a pair, not ['expert-01']"),
    (("need", "unwanted"), [[]], "need.unwanted[0]: must be a text, not []"),
    (("candidates",), {}, "candidates: must be a list, not {}"),
    (("candidates", 2, "free", "2026-12"), "4", "candidates[2].free.2026-12: must be a whole number, not '4'"),
    (("candidates", 1, "id"), "expert-01", "candidates: must be distinct, but 'expert-01' stands twice"),
    (("parameters", "weights", "skill"), -1, "parameters.weights.skill: must be a whole number from 0 to 1000"),
    (("words", UCHIKO), 5, f"words.{UCHIKO}: must be a text, not 5"),
]


@pytest.mark.parametrize(("path", "value", "message"), CHANGED)
def test_a_faulty_value_is_named_with_its_place(
    path: tuple[str | int, ...], value: object, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As in need.fields[0].level."""
    inside: Any = (whole := json.loads(json.dumps(a_document())))
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    (tmp_path / "faulty.json").write_text(json.dumps(whole), encoding="utf-8")

    status = main(["rank", str(tmp_path / "faulty.json")])

    assert status == 2
    assert message in capsys.readouterr().err


def test_an_unknown_expert_is_a_fault(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The known ones are listed."""
    status = main(["explain", str(file), "--expert", "nobody"])

    assert status == 2
    assert "--expert: must be one of expert-01, expert-02, expert-03, not 'nobody'" in capsys.readouterr().err


def test_a_missing_file_ends_with_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Named as the system names it."""
    status = main(["rank", str(tmp_path / "missing.json")])

    assert status == 2
    assert "missing.json" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [[], ["dance"]])
def test_an_unknown_subcommand_prints_the_usage(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """With status 2."""
    status = main(argv)

    assert status == 2
    assert capsys.readouterr().err.startswith("usage: python -m matching {rank,plan,explain")


def test_parameters_and_words_may_be_left_out() -> None:
    """The defaults hold."""
    whole = a_document()
    del whole["parameters"], whole["words"]

    asked = question.read(whole)

    assert asked.parameters == DEFAULT
    assert asked.words == {}
