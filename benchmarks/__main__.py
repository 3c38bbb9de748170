"""`make bench`: everything that is measured, one after the other, on this machine."""

import os
import sys

from benchmarks import all_pairs, calls, footprint, pages, plan, rank
from benchmarks.machine import machine


def planner() -> None:
    """The planner beside its rivals; `make bench DATA=folder` adds public instances."""
    data = os.environ.get("DATA")
    plan.main(["--data", data] if data else [])


PARTS = (
    ("Ranking", rank.main),
    ("All pairs", all_pairs.main),
    ("Pages", pages.main),
    ("Calls and capacity units", calls.main),
    ("The embedded run", footprint.main),
    ("The planner", planner),
)


def main() -> int:
    """Run every part."""
    print(machine())
    for title, part in PARTS:
        print(f"\n## {title}\n", flush=True)
        part()
    return 0


if __name__ == "__main__":
    sys.exit(main())
