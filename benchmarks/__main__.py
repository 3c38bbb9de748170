"""`make bench`: everything that is measured, one after the other, on this machine."""

import os
import platform
import sys
from datetime import UTC, datetime

from benchmarks import all_pairs, calls, footprint, pages, plan, rank


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


def machine() -> str:
    """Processor, cores and Python, for the line above the figures."""
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as info:
        model = next((line.partition(":")[2].strip() for line in info if line.startswith("model name")), "unknown")
    return f"{datetime.now(UTC):%Y-%m-%d}, {model}, {os.cpu_count()} cores, Python {platform.python_version()}"


def main() -> int:
    """Run every part."""
    print(machine())
    for title, part in PARTS:
        print(f"\n## {title}\n", flush=True)
        part()
    return 0


if __name__ == "__main__":
    sys.exit(main())
