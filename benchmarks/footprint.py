"""How quickly the embedded run starts and how much memory it takes in all: python -m benchmarks.footprint."""

import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import closing
from pathlib import Path

from infra.local.address import NotRunning, of_the_running

PAGES = ("/", "/sign-in", "/answer", "/v1/openapi.json", "/local/mail")


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    children = [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text(encoding="ascii").split()
    ]
    return [pid, *(member for child in children for member in family(child))]


def resident(pid: int) -> float:
    """Megabytes of memory a process holds; ProcessLookupError when it has ended."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    for line in status.splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise ProcessLookupError(f"process {pid} has ended")


def started(state: Path, *, sample: bool = True) -> tuple["subprocess.Popen[bytes]", str, float]:
    """The run on a state folder, its address, and the seconds until it answered."""
    begin = time.perf_counter()
    given = ["--port", "0", "--state", str(state), "--sample", str(int(sample))]
    command = [sys.executable, "-m", "infra.local.run", *given]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    while process.poll() is None:
        try:
            address = of_the_running(state)["SUKETTO_BASE_URL"]
            _read(address)
            return process, address, time.perf_counter() - begin
        except (NotRunning, OSError):
            time.sleep(0.02)
    raise RuntimeError("the run ended by itself")


def _read(address: str) -> None:
    with closing(urllib.request.urlopen(address)) as answer:  # noqa: S310
        answer.read()


def main() -> None:
    """Start twice on one state, read some pages, print seconds and megabytes."""
    print("| start | seconds | memory after reading, MB |")
    print("| --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("first, with sample data", "second"):
            process, address, seconds = started(Path(folder))
            for path in PAGES * 20:
                _read(address + path)
            memory = sum(resident(member) for member in family(process.pid))
            process.terminate()
            process.wait(timeout=20)
            print(f"| {name} | {seconds:.1f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
