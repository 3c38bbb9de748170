"""What a month costs, as docs/operations.md shows it: python -m infra.cost (--write puts it there)."""

import argparse
import sys
from pathlib import Path

from infra.cost.prefecture import MODEL, TENFOLD, usage
from infra.cost.prices import AS_OF, PRICES
from infra.readme import renewed

DOCUMENT = Path(__file__).parents[2] / "docs" / "operations.md"


def money(dollars: float) -> str:
    """Dollars and cents; less than a cent is less than a cent."""
    return "–" if not dollars else f"{dollars:,.2f}" if dollars >= 0.005 else "< 0.01"


def amount(used: float) -> str:
    """A usage with three figures at least, whole where it is large."""
    return f"{used:,.0f}" if used >= 100 else f"{used:.3g}"


def table() -> str:
    """Usage × price for each size, and the sums."""
    sizes = (MODEL, TENFOLD)
    used = [usage(size) for size in sizes]
    names = " | ".join(f"{size.name} | US$" for size in sizes)
    lines = [f"| a month | US$ each, {AS_OF} | {names} |", "| --- | --- | --- | --- | --- | --- |"]
    for what, price in PRICES.items():
        cells = " | ".join(f"{amount(of[what])} | {money(of[what] * price)}" for of in used)
        lines.append(f"| {what} | {price:.10f}".rstrip("0").rstrip(".") + f" | {cells} |")
    sums = " | ".join(f" | **{sum(of[what] * price for what, price in PRICES.items()):,.2f}**" for of in used)
    return "\n".join([*lines, f"| **together** | | {sums} |"])


def main(argv: list[str]) -> int:
    """Print the table, or write it into the document."""
    parser = argparse.ArgumentParser(prog="python -m infra.cost", description="What the service costs a month.")
    parser.add_argument("--write", action="store_true", help="renew the table in docs/operations.md")
    if parser.parse_args(argv).write:
        text = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(renewed(text, {"cost": table()}), encoding="utf-8")
    else:
        print(table())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
