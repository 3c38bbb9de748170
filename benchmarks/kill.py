"""kill -9 under load, again and again: `make kill`, or python -m benchmarks.kill --rounds 20 --seed 1.

In each round the service, or the embedded AWS below it, is killed at a random moment while a crowd is at work. It is
started anew, and everything that was acknowledged has to be there, once, with whole chains and no half-day doubled.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.footprint import family, started
from benchmarks.machine import machine
from benchmarks.traffic.crowd import Crowd
from benchmarks.traffic.line import Log
from benchmarks.traffic.opening import opened
from benchmarks.traffic.people import let_in
from benchmarks.traffic.proof import broken_promises, losses
from benchmarks.traffic.scene import Scene
from benchmarks.traffic.settling import settle
from benchmarks.traffic.store import office_of
from chalicelib.domain.calendar import local_day
from chalicelib.service.office import Office

WORKERS, SOONEST, LATEST = 6, 0.5, 4.0
VICTIMS = ("service", "embedded AWS")


@dataclass(frozen=True, slots=True)
class Round:
    """What was killed, how much the crowd had been told until then, and what was wrong afterwards."""

    victim: str
    told: int
    cut_off: int
    cases: int
    faults: list[str]


def arguments(argv: list[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="make kill", description="Kills the running service and looks for losses.")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(argv)


def prepared(state: Path, *, seed: int) -> Scene:
    """A service with experts and people, stopped again."""
    process, _, _ = started(state, sample=False)
    scene = opened(office_of(state), mails=state / "mail", seed=seed)
    stop(process)
    return scene


def one_round(state: Path, scene: Scene, *, victim: str, after: float) -> Round:
    """Work, kill, start anew, look."""
    process, address, _ = started(state, sample=False)
    # The clock moves while letters are settled, and sessions end with it.
    office = office_of(state)
    scene = replace(scene, people=let_in(office), today=local_day(office.now()))
    before = scene.ledger.told.total()
    crowd = Crowd(urlsplit(address).netloc, scene, Log())
    crowd.start(WORKERS)
    time.sleep(after)
    kill(process, victim)
    process.wait(timeout=30)
    crowd.stop()
    again, address, _ = started(state, sample=False)
    try:
        cases, faults = found(office_of(state), scene, address)
    finally:
        stop(again)
    return Round(victim, scene.ledger.told.total() - before, crowd.gone, cases, faults)


def kill(process: "subprocess.Popen[bytes]", victim: str) -> None:
    """SIGKILL to the service, or to the embedded AWS that it started."""
    service, emulator, *_ = family(process.pid)
    os.kill(service if victim == "service" else emulator, signal.SIGKILL)


def found(office: Office, scene: Scene, address: str) -> tuple[int, list[str]]:
    """How many cases there are, and a sentence for everything that is wrong with them."""
    unsettled = settle(office, address)
    cases, broken = broken_promises(office)
    return cases, [*losses(office, scene.ledger), *broken, *unsettled]


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Tell it to stop, as Ctrl-C would; a loaded machine takes its time."""
    process.terminate()
    process.wait(timeout=120)


def rounds(state: Path, *, count: int, seed: int) -> Iterator[Round]:
    """One after the other, on one state; each victim as often as the other."""
    chance = random.Random(seed)
    victims = [VICTIMS[place % 2] for place in range(count)]
    chance.shuffle(victims)
    scene = prepared(state, seed=seed)
    for victim in victims:
        yield one_round(state, scene, victim=victim, after=chance.uniform(SOONEST, LATEST))


def line(number: int, done: Round) -> str:
    """A round as a line of the table, and what was wrong below it."""
    row = f"| {number} | {done.victim} | {done.told} | {done.cut_off} | {done.cases} | {len(done.faults)} |"
    return "\n".join([row, *done.faults])


def main(argv: list[str]) -> int:
    """Print a line a round and a summary; 1 when anything was lost."""
    asked = arguments(argv)
    print(f"{machine()}; {asked.rounds} rounds, seed {asked.seed}\n")
    print("| round | killed | acknowledged | cut off | cases | lost |")
    print("| --- | --- | --- | --- | --- | --- |", flush=True)
    done = []
    with tempfile.TemporaryDirectory() as folder:
        for each in rounds(Path(folder), count=asked.rounds, seed=asked.seed):
            done.append(each)
            print(line(len(done), each), flush=True)
    kills = ", ".join(f"{victim} {count}" for victim, count in Counter(each.victim for each in done).items())
    lost = sum(len(each.faults) for each in done)
    print(f"\nkilled: {kills}; acknowledged {sum(each.told for each in done)}, lost {lost}")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
