"""What was measured on, for the line above the figures."""

import os
import platform
from datetime import UTC, datetime


def machine() -> str:
    """Date, processor, cores, Python, and how busy the machine was in the last minute."""
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as info:
        model = next((line.partition(":")[2].strip() for line in info if line.startswith("model name")), "unknown")
    cores, python, busy = os.cpu_count(), platform.python_version(), os.getloadavg()[0]
    return f"{datetime.now(UTC):%Y-%m-%d}, {model}, {cores} cores, Python {python}, load {busy:.1f}"
