"""What a month costs follows from usage and prices, and the document says what follows."""

from collections.abc import Iterator

import pytest

from infra.build import template
from infra.cost.__main__ import DOCUMENT, amount, money, table
from infra.cost.prefecture import MODEL, TENFOLD, usage
from infra.cost.prices import PRICES
from infra.readme import renewed


def test_the_document_shows_what_the_formula_gives() -> None:
    """`python -m infra.cost --write` would change nothing."""
    text = DOCUMENT.read_text(encoding="utf-8")

    assert renewed(text, {"cost": table()}) == text
    assert "<!-- cost -->" in text


def test_everything_that_is_used_has_a_price_and_the_other_way_round() -> None:
    """Nothing is left out of the sum."""
    assert set(usage(MODEL)) == set(PRICES)


def test_what_stands_is_counted_in_the_template() -> None:
    """An alarm more costs more."""
    kinds = [found.get("Type") for found in template.parts()["Resources"].values()]

    assert usage(MODEL)["alarms"] == usage(TENFOLD)["alarms"] == kinds.count("AWS::CloudWatch::Alarm") > 0


def test_what_people_do_grows_with_them() -> None:
    """Ten times the requests and people: ten times the mails, and no more pages each."""
    small, large = usage(MODEL), usage(TENFOLD)

    for what in ("mails", "gateway requests", "GB stored in the table"):
        assert large[what] == pytest.approx(10 * small[what])


def cells(shown: str) -> Iterator[list[str]]:
    """The cells of each row but the header."""
    return ([cell.strip(" *") for cell in line.strip("|").split("|")] for line in shown.splitlines()[2:])


def test_the_sum_is_that_of_the_rows() -> None:
    """Up to the cents that rounding takes."""
    *rows, total = cells(table())

    for place in (3, 5):
        told = sum(float(row[place]) for row in rows if row[place][0].isdigit())
        assert float(total[place]) == pytest.approx(told, abs=0.005 * len(rows))


@pytest.mark.parametrize(("dollars", "told"), [(0, "–"), (0.001, "< 0.01"), (0.005, "0.01"), (1234.5, "1,234.50")])
def test_money_is_told_in_cents(dollars: float, told: str) -> None:
    """What is too little for a cent is not nothing."""
    assert money(dollars) == told


def test_amounts_are_told_as_far_as_they_matter() -> None:
    """Three figures, or whole."""
    assert [amount(used) for used in (0.08764, 14, 55_578.2)] == ["0.0876", "14", "55,578"]
