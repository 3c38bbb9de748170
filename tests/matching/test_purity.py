"""What the engine may know: the standard library and itself."""

import subprocess
import sys
from pathlib import Path

import matching


def test_importing_the_engine_loads_the_standard_library_only() -> None:
    """A cold function answers at once: no numpy, nothing of the service."""
    loaded = "import sys, matching, matching.__main__, matching.command.rank; print(*sys.modules)"
    root = Path(matching.__file__).parents[1]

    done = subprocess.run([sys.executable, "-S", "-c", loaded], capture_output=True, text=True, check=True, cwd=root)

    foreign = {name.partition(".")[0] for name in done.stdout.split()} - sys.stdlib_module_names
    assert foreign <= {"__main__", "__mp_main__", "matching"}
