"""Mails keep their lines short, as Japanese is set, and their addresses whole."""

from chalicelib.web.folding import COLUMNS, OVERHANG, fold, width


def test_no_line_is_wider_than_a_mail_shows() -> None:
    """Full-width signs count two columns; only a closing sign may hang over."""
    lines = fold("役場の窓口で、予約の仕組みを「わかりやすく」したい。" * 20).splitlines()

    assert max(width(line) for line in lines) <= COLUMNS + OVERHANG
    assert not [line for line in lines if line[0] in "、。」"]
    assert not [line for line in lines if line[-1] == "「"]


def test_an_address_is_never_broken() -> None:
    """It moves to the next line as a whole, even when it is longer than a line."""
    address = "https://www.digital-share.example.jp/" + "a" * 80

    assert address in fold(f"こちらの長い長い説明の文のあとに続くアドレスを開いてください：{address} です").split()[1]


def test_a_broken_line_keeps_its_beginning() -> None:
    """Quotations stay marked and indented lines indented."""
    quotation, indented = fold("> " + "引" * 50), fold("　" + "字" * 50)

    assert all(line.startswith("> 引") for line in quotation.splitlines())
    assert all(line.startswith("　字") for line in indented.splitlines())


def test_a_hundred_thousand_closing_signs_are_folded_too() -> None:
    """Signs that may not begin a line cannot keep one going for ever."""
    assert max(width(line) for line in fold("、" * 100_000).splitlines()) <= COLUMNS + OVERHANG


def test_empty_lines_do_not_pile_up() -> None:
    """One is enough, and none at the ends."""
    assert fold("\n一\n\n\n\n二\n\n") == "一\n\n二\n"
