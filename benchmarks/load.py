"""The running service under realistic traffic: `make load`, or python -m benchmarks.load --minutes 5.

The rate goes up until answers get slow or fail, and is then held a fifth below the last that went well. Answers are
timed from the moment their request was due, so a service that falls behind cannot hide it. Afterwards everything that
was acknowledged has to be there, and every record has to verify.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.footprint import family, resident, started
from benchmarks.kill import found, stop
from benchmarks.load_report import Stretch, by_kind, by_time, failed, percentile
from benchmarks.machine import machine
from benchmarks.traffic.crowd import Crowd
from benchmarks.traffic.ledger import Ledger
from benchmarks.traffic.line import Log, Timed
from benchmarks.traffic.opening import opened
from benchmarks.traffic.pace import Pace
from benchmarks.traffic.store import office_of

WORKERS = 24
FIRST, FASTER, STEP_SECONDS = 4.0, 1.4, 15.0
SLOW_S, FAILING, SAFE = 1.0, 0.01, 0.8
STRETCH_SECONDS = 30.0


def arguments(argv: list[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="make load", description="Puts the running service under load.")
    parser.add_argument("--minutes", type=float, default=5.0, help="how long the rate is held")
    parser.add_argument("--rate", type=float, default=None, help="requests a second; found by itself without")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(argv)


def bearable(rows: list[Timed]) -> bool:
    """Whether a step went well."""
    return bool(rows) and percentile(rows, 95) <= SLOW_S and failed(rows) <= FAILING * len(rows)


def highest_rate(pace: Pace, log: Log) -> float:
    """Step up until it is no longer bearable; the rate to hold."""
    rate = good = FIRST
    while True:
        pace.go(rate)
        time.sleep(STEP_SECONDS)
        rows = log.take()
        print(f"{rate:6.1f} a second: p95 {1000 * percentile(rows, 95):.0f} ms, {failed(rows)} failed", flush=True)
        if not bearable(rows):
            return SAFE * good
        good, rate = rate, rate * FASTER


def held(pace: Pace, log: Log, process: "subprocess.Popen[bytes]", *, rate: float, seconds: float) -> Iterator[Stretch]:
    """The time in which the rate is held, stretch by stretch."""
    log.take()
    pace.go(rate)
    service, store, *_ = family(process.pid)
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        length = min(STRETCH_SECONDS, left)
        time.sleep(length)
        yield Stretch(log.take(), length, resident(service), resident(store))


def deeds(ledger: Ledger) -> str:
    """How many of each deed were acknowledged: `12 offer:accepted, 31 request:submitted`."""
    told = Counter[str]()
    for (_, what), count in ledger.told.items():
        told[what] += count
    return ", ".join(f"{count} {what}" for what, count in sorted(told.items()))


def loaded(state: Path, asked: argparse.Namespace) -> list[str]:
    """Load a service, print what was measured, and look for losses: a sentence for each."""
    process, address, _ = started(state, sample=False)
    try:
        scene = opened(office_of(state), mails=state / "mail", seed=asked.seed)
        log, pace = Log(), Pace(asked.rate or FIRST)
        crowd = Crowd(urlsplit(address).netloc, scene, log, beat=pace.beat)
        crowd.start(WORKERS)
        rate = asked.rate or highest_rate(pace, log)
        own = time.process_time()
        stretches = list(held(pace, log, process, rate=rate, seconds=60 * asked.minutes))
        own = (time.process_time() - own) / (60 * asked.minutes)
        crowd.stop()
        print(f"\n{rate:.1f} requests a second for {asked.minutes:g} min; the crowd itself took {own:.2f} of a core\n")
        print(*by_time(stretches), "", *by_kind(stretches), "", sep="\n", flush=True)
        cases, faults = found(office_of(state), scene, address)
        print(f"acknowledged on {cases} cases: {deeds(scene.ledger)}; {len(faults)} lost or broken", *faults, sep="\n")
    finally:
        stop(process)
    return faults


def main(argv: list[str]) -> int:
    """1 when anything that was acknowledged is not there."""
    asked = arguments(argv)
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        return 1 if loaded(Path(folder), asked) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
